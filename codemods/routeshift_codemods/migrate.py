"""Migrating: from a target to the files that its rewrite writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routeshift.config import load_config
from routeshift.errors import DeclarationError, RouteshiftError, TargetError
from routeshift_codemods.apply.formatting import (
    Formatter,
    find_formatter,
    line_length,
    project_table,
)
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.source import Source
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.plan.helpers import helper_path, helper_text, import_of
from routeshift_codemods.plan.layout import Layout, layout_of
from routeshift_codemods.plan.module import ModulePlan, ModuleWriter
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.statements import take_apart
from routeshift_codemods.report import FileChange, MigratedApi, Migration
from routeshift_codemods.resolve.checks import LISTS, METHOD
from routeshift_codemods.resolve.decorators import NAME
from routeshift_codemods.resolve.implementations import PARAMETERS, Implementations
from routeshift_codemods.resolve.inventory import Inventory, take_inventory
from routeshift_codemods.resolve.records import LegacyApi, Note


@dataclass(frozen=True, slots=True)
class _Rewrite:
    """The APIs of one module that a run rewrites, all its API classes, and where they go."""

    module: Module
    apis: tuple[LegacyApi, ...]
    classes: frozenset[str]
    layout: Layout


def plan_migration(target: Path, apis: Collection[str] = (), **chosen: Any) -> Migration:
    """Plan the rewrite of a target. Nothing is written, and nothing of it is imported.

    Args:
        target: A package, a folder of packages, or a Python file.
        apis: The names of the APIs to rewrite; empty for all.
        chosen: Options that win over the target's `[tool.routeshift]`.

    Raises:
        TargetError: There is no such path or API, or a file that it needs cannot be read.
        DeclarationError: An operation cannot be rewritten, or is declared twice.
        WorkTreeError: A file or folder is in the way.
    """
    tree = Tree(target)
    first = _plan(tree, frozenset(apis), chosen)
    _check(tree, first, frozenset(apis), chosen)
    return first


def _plan(tree: Tree, apis: frozenset[str], chosen: dict[str, Any]) -> Migration:
    inventory = take_inventory(Index(tree))
    selected = _select(inventory, apis)
    options = _options(tree, inventory, chosen)
    wanted = [api for api in selected if any(method.rewritable for method in api.methods)]
    rewrites = _rewrites(inventory, wanted, options)
    texts = _texts(inventory, rewrites, options)
    changes = tuple(_changes(inventory.index, texts, find_formatter(tree, _folder(tree))))
    implementations = Implementations(inventory.index)
    return Migration(
        tree.target,
        tuple(_summary(api, implementations, options) for api in selected),
        changes,
        tuple(inventory.unreadable.values()),
        inventory.unused_ignores(),
    )


def _folder(tree: Tree) -> Path:
    return tree.target.parent if tree.target.is_file() else tree.target


def _options(tree: Tree, inventory: Inventory, chosen: dict[str, Any]) -> Options:
    folder = _folder(tree)
    config = load_config(folder)
    if config.convention not in ("split", "whole"):
        raise TargetError(
            f"`convention` in [tool.routeshift] is {config.convention!r}.",
            file=folder,
            hint="It is split or whole.",
        )
    _, table = project_table(tree, folder)
    named = "routes_module" in str(table.get("tool", {}).get("routeshift", {}))
    _check_decisions(inventory, config.decisions, folder)
    return Options(
        convention=chosen.get("convention") or config.convention,  # type: ignore[arg-type]
        routes_module=config.routes_module if named else _usual_name(inventory),
        contract_module=config.contract_module,
        width=line_length(tree, folder),
        decisions=config.decisions,
    )


def _usual_name(inventory: Inventory) -> str:
    """What the package calls its router modules already."""
    names = [router.module.path.stem for router in inventory.routers]
    return max(sorted(set(names)), key=names.count) if names else "routes"


_CHOICES = {
    METHOD: ("POST", "PUT", "PATCH"),
    LISTS: ("both", "query"),
    PARAMETERS: ("protocol",),
}


def _check_decisions(inventory: Inventory, decisions: dict[str, Any], folder: Path) -> None:
    """Refuse a decision that decides nothing."""
    for key, settings in decisions.items():
        for name, value in settings.items() if isinstance(settings, dict) else [("", None)]:
            if value not in _CHOICES.get(name, ()):
                allowed = "; ".join(f"{n} = {' or '.join(v)}" for n, v in _CHOICES.items())
                raise TargetError(
                    f"The decision {key!r} in [tool.routeshift] is {settings!r}.",
                    file=folder,
                    hint=f"There are: {allowed}.",
                )


def _select(inventory: Inventory, names: frozenset[str]) -> list[LegacyApi]:
    """The APIs to rewrite; whatever stands in the way of them is an error."""
    known = {api.name: api for api in inventory.legacy}
    routed = {router.name for router in inventory.routers}
    missing = sorted(names - known.keys() - routed)
    if missing or not names:
        for path, error in inventory.unreadable.items():
            if NAME.encode() in (inventory.index.tree.read(path) or b""):
                raise error
    if missing:
        raise TargetError(
            f"There is no API {missing[0]!r}.",
            file=inventory.index.tree.target,
            hint=f"There are: {', '.join(sorted(known) or ['no legacy APIs'])}.",
        )
    for conflict in inventory.conflicts():
        raise conflict
    selected = [api for name, api in known.items() if not names or name in names]
    for error in _refused(selected):
        raise error
    return selected


def _refused(apis: Sequence[LegacyApi]) -> Iterator[RouteshiftError]:
    for api in apis:
        for method in api.methods:
            for note in method.notes:
                if note.kind == "cannot":
                    yield DeclarationError(
                        f"{note.subject} cannot be rewritten: {note.message}.",
                        file=note.path,
                        line=note.line,
                        hint="Change it, or leave it legacy with `# routeshift: ignore`.",
                    )


def _rewrites(
    inventory: Inventory, selected: Sequence[LegacyApi], options: Options
) -> list[_Rewrite]:
    assert options.routes_module is not None
    found: list[_Rewrite] = []
    for path in dict.fromkeys(api.module.path for api in selected):
        apis = tuple(api for api in selected if api.module.path == path)
        layout = layout_of(inventory.index, apis[0].module, options.routes_module)
        if apis[0].module.source.mixed:
            raise TargetError(
                "The lines end in different ways.",
                file=path,
                line=1,
                hint="Convert the file first.",
            )
        every = [api for api in inventory.legacy if api.module.path == path]
        classes = frozenset(node.name for api in every for node in api.classes)
        found.append(_Rewrite(apis[0].module, apis, classes, layout))
    return found


def _texts(
    inventory: Inventory, rewrites: Sequence[_Rewrite], options: Options
) -> dict[Path, tuple[Source, str | None]]:
    """The new text of each file, with the source whose encoding and line ends it takes."""
    if not rewrites:
        return {}
    index = inventory.index
    helper = helper_path(index, _api_folders(inventory, rewrites, options), options.contract_module)
    texts: dict[Path, tuple[Source, str | None]] = {}
    used: set[str] = set()
    for rewrite in rewrites:
        plan = _module_plan(index, rewrite, helper, options)
        used |= plan.contract_names
        for path, text in plan.texts.items():
            texts[path] = (_like(index, path, rewrite.module), text)
    header = take_apart(rewrites[0].module).legal
    text = helper_text(index, helper, used, header, options.width)
    if text is not None:
        texts[helper] = (_like(index, helper, rewrites[0].module), text)
    return texts


def _api_folders(
    inventory: Inventory, rewrites: Sequence[_Rewrite], options: Options
) -> list[Path]:
    """The folder of each API of the target, whether it is rewritten in this run or not."""
    own = [rewrite.layout.folder for rewrite in rewrites]
    modules = [api.module for api in inventory.legacy]
    legacy = [m.path.parent if _is_folder(m) else m.path.with_suffix("") for m in modules]
    return [*own, *legacy, *(router.module.path.parent for router in inventory.routers)]


def _is_folder(module: Module) -> bool:
    return module.is_package or module.path.stem in ("api", "protocol", module.path.parent.name)


def _module_plan(index: Index, rewrite: _Rewrite, helper: Path, options: Options) -> ModulePlan:
    writer = ModuleWriter(
        index,
        rewrite.apis,
        rewrite.classes,
        rewrite.layout,
        import_of(index, helper, rewrite.layout, rewrite.module),
        options,
        starred=_is_starred(index, rewrite.module),
    )
    return writer.plan()


def _is_starred(index: Index, module: Module) -> bool:
    return any(
        other.absolute(star.module) == module.name
        for other in index.modules()
        for star in other.stars
    )


def _like(index: Index, path: Path, module: Module) -> Source:
    """An existing file keeps its encoding; a new one is UTF-8 with its module's line ends."""
    existing = index.at(path)
    return existing.source if existing else Source(path, "", module.source.newline)


def _changes(
    index: Index, texts: dict[Path, tuple[Source, str | None]], formatter: Formatter | None
) -> Iterator[FileChange]:
    for path in sorted(texts):
        source, text = texts[path]
        if text is not None and formatter is not None:
            text = formatter.format(text, path)
        before = index.tree.read(path)
        after = None if text is None else source.encode(text)
        if before != after:
            yield FileChange(path, before, after)


def _check(tree: Tree, first: Migration, apis: frozenset[str], chosen: dict[str, Any]) -> None:
    """Parse what would be written, and run again on it: nothing may be left to do."""
    if not first.changes:
        return
    after = tree.over({change.path: change.after for change in first.changes})
    index = Index(after)
    for change in first.changes:
        if change.after is not None and change.path.suffix == ".py" and not index.at(change.path):
            raise RouteshiftError(
                f"The rewrite of {tree.target} would not parse: {index.unreadable[change.path]}.",
                hint="This is a bug of the codemod: nothing was written.",
            )
    second = _plan(after, apis, chosen)
    if second.changes:
        raise RouteshiftError(
            "A second run would change more.",
            file=second.changes[0].path,
            hint="This is a bug of the codemod: nothing was written.",
        )


def _summary(api: LegacyApi, implementations: Implementations, options: Options) -> MigratedApi:
    written = [method for method in api.methods if method.rewritable]
    notes = [note for method in api.methods for note in method.notes]
    notes += implementations.notes(api)
    return MigratedApi(
        name=api.name,
        path=api.module.path,
        operations=sum(len(method.routes) for method in written),
        requests=tuple(m.binding.request_name for m in written if m.binding.request_fields),
        kept=tuple(note for note in notes if note.kind == "ignored"),
        notes=tuple(n for n in notes if n.kind != "ignored" and not _settled(api, n, options)),
    )


def _settled(api: LegacyApi, note: Note, options: Options) -> bool:
    method = note.subject.rpartition(".")[2]
    return note.setting is not None and options.decided(api.name, method, note.setting) is not None
