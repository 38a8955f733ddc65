"""From the modules to rewrite to the text of every file that a run touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift_codemods.index import Index, Module, line_length, parse_text
from routeshift_codemods.plan.helpers import helper_path, helper_text, import_of
from routeshift_codemods.plan.imports import Reexport, with_requests
from routeshift_codemods.plan.layout import Rewrite
from routeshift_codemods.plan.module import ModulePlan, ModuleRenderer
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.repository import OwnEdits, Repository, Texts
from routeshift_codemods.resolve import Inventory, Pages
from routeshift_codemods.syntax import SourceText


def texts_of(
    inventory: Inventory, rewrites: Sequence[Rewrite], options: Options, around: Repository
) -> Texts:
    """The new text of each file, with the source whose encoding and line ends it takes.

    Args:
        inventory: What the target declares.
        rewrites: The modules that are rewritten.
        options: How to rewrite.
        around: What changes around them, and in them for that: no file has two authors.

    Raises:
        TargetError: A file that has to change cannot be read.
    """
    index = inventory.index
    pages = Pages(index)
    texts: Texts = {**around.texts}
    for top in dict.fromkeys(_top(index, rewrite.layout.folder) for rewrite in rewrites):
        own = [rewrite for rewrite in rewrites if _top(index, rewrite.layout.folder) == top]
        folders = [f for f in _api_folders(inventory, own) if _top(index, f) == top]
        helper = helper_path(index, folders, options.contract_module)
        # Projects that stand side by side have settings of their own.
        settled = replace(options, width=line_length(index.tree, top))
        making = _Making(index, helper, pages, settled, around)
        _write_package(making, own, texts)
    # A file that cannot be read would be written over.
    for path in sorted(texts.keys() & index.unreadable.keys()):
        raise index.unreadable[path]
    return texts


def _top(index: Index, folder: Path) -> Path:
    """The outermost package that holds a folder: two of them share no code."""
    depth = index.name_of(folder).count(".")
    return (folder, *folder.parents)[depth]


@dataclass(frozen=True, slots=True)
class _Making:
    """What the modules of one package are made with."""

    index: Index
    helper: Path
    pages: Pages
    options: Options
    around: Repository


def _write_package(making: _Making, rewrites: Sequence[Rewrite], texts: Texts) -> None:
    index, helper = making.index, making.helper
    used: set[str] = set()
    above: dict[Path, list[Reexport]] = {}
    for rewrite in rewrites:
        plan = _module_plan(making, rewrite, texts)
        used |= plan.contract_names
        for path, text in plan.texts.items():
            texts[path] = (_like(index, path, rewrite.module), text)
        folder, module = rewrite.layout.folder, rewrite.module.name
        own = rewrite.layout.facade is None
        if own and not _reexport_own(index, rewrite, plan, texts):
            continue
        places = frozenset({module, index.name_of(folder)})
        found = above.setdefault(folder.parent / "__init__.py", [])
        found += [Reexport(places, api, requests) for api, requests in plan.requests.items()]
    for path, reexports in above.items():
        _reexport(index, path, reexports, texts)
    header = rewrites[0].layers.legal
    text = helper_text(index, helper, used, header)
    if text is not None:
        texts[helper] = (_like(index, helper, rewrites[0].module), text)


def _reexport_own(
    index: Index,
    rewrite: Rewrite,
    plan: ModulePlan,
    texts: Texts,
) -> bool:
    """Whether the package of an API re-exports it by name, and so its request models now.

    The module of the package's own name may do so, whose other APIs have moved before.
    """
    folder = rewrite.layout.folder
    facade = folder / f"{folder.name}.py"
    places = {rewrite.module.name}
    changed = []
    for path in (facade, folder / "__init__.py"):
        own = [Reexport(frozenset(places), *one, plan.home) for one in plan.requests.items()]
        changed += [_reexport(index, path, [one], texts) for one in own]
        places.add(f"{index.name_of(folder)}.{facade.stem}")
    return any(changed)


def _reexport(
    index: Index,
    path: Path,
    reexports: Sequence[Reexport],
    texts: Texts,
) -> bool:
    """Whether an `__init__` re-exports APIs by name, and so gives their request models now."""
    init = _as_written(index, path, texts)
    if init is None or init.source.mixed:
        return False
    before, text = init.source.text, with_requests(init, reexports)
    if text != before:
        source = texts[path][0] if path in texts else init.source
        texts[path] = (source, text)
    # Its own code may have imported them already.
    requests = (name for one in reexports for name in one.requests)
    return text != before or not init.names.keys().isdisjoint(requests)


def _as_written(index: Index, path: Path, texts: Texts) -> Module | None:
    """A module that is there, as far as it is written anew already."""
    module = index.at(path)
    if module is None or path not in texts:
        return module
    return parse_text(texts[path][1] or "", path, module.name)


def _api_folders(inventory: Inventory, rewrites: Sequence[Rewrite]) -> list[Path]:
    """The folder of each API of the target, whether it is rewritten in this run or not."""
    own = [rewrite.layout.folder for rewrite in rewrites]
    modules = [api.module for api in inventory.legacy]
    legacy = [m.path.parent if _is_folder(m) else m.path.with_suffix("") for m in modules]
    return [*own, *legacy, *(router.module.path.parent for router in inventory.routers)]


def _is_folder(module: Module) -> bool:
    return module.is_package or module.path.stem in ("api", "protocol", module.path.parent.name)


def _module_plan(making: _Making, rewrite: Rewrite, texts: Texts) -> ModulePlan:
    index, layout = making.index, rewrite.layout
    contract = import_of(index, making.helper, layout, rewrite.module)
    others = (layout.models, layout.routes, layout.folder / "__init__.py")
    there = {path: _as_written(index, path, texts) for path in others}
    own = making.around.own.get(rewrite.module.path, OwnEdits())
    return ModuleRenderer(index, rewrite, contract, making.pages, making.options, there, own).plan()


def _like(index: Index, path: Path, module: Module) -> SourceText:
    """An existing file keeps its encoding; a new one is UTF-8 with its module's line ends."""
    existing = index.at(path)
    return existing.source if existing else SourceText(path, "", module.source.newline)
