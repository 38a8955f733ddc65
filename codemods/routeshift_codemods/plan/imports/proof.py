"""The proof that what a run writes has all its names, and that nothing imported from it is lost."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from routeshift.errors import DeclarationError, RouteshiftError
from routeshift.wording import some_of
from routeshift_codemods.index import Index, Module, origin, starred
from routeshift_codemods.plan.imports.unbound import unbound_names
from routeshift_codemods.syntax import blocks, module_named

_Import = tuple[int, str, str]


def refuse_lost_names(before: Index, after: Index, written: Collection[Path]) -> None:
    """Refuse files that use a name that nothing binds, or import one that is not there.

    Args:
        before: The target as it is.
        after: The same with what the run would write.
        written: The files that it writes or removes.

    Raises:
        DeclarationError: The module that is rewritten uses a name that it does not bind itself.
        RouteshiftError: The rewrite has lost a name.
    """
    found = [row for row in unbound_names(after, _at(after, written)) if row[1]]
    # What a file of the user's own never bound is no work of the run.
    known = dict(unbound_names(before, _at(before, written))) if found else {}
    had = {module.path: {name for _, name in unbound} for module, unbound in known.items()}
    lost = [
        (module, line, name)
        for module, unbound in found
        for line, name in unbound
        if name not in had.get(module.path, ())
    ]
    if lost:
        _refuse_unbound_before(before, known, {name for *_, name in lost})
        module, line, name = lost[0]
        raise RouteshiftError(
            f"The rewrite would use `{name}` here, and bind it nowhere.",
            file=module.path,
            line=line,
            hint=_BUG,
        )
    for module, line, where, name in _lost_imports(before, after, written):
        raise RouteshiftError(
            f"The rewrite would have no `{name}` in {where}, which is imported here.",
            file=module.path,
            line=line,
            hint=_BUG,
        )


# How many further uses a refusal names.
_SHOWN = 8
_BUG = "This is a bug of the codemod: nothing was written."


def _at(index: Index, files: Collection[Path]) -> list[Module]:
    return [module for path in sorted(files) if (module := index.at(path))]


def _refuse_unbound_before(
    before: Index, known: Mapping[Module, Sequence[tuple[int, str]]], names: Collection[str]
) -> None:
    """Where the names stand in files of the user's own, it is those lines that need a change."""
    uses = [(m.path, *use) for m, unbound in known.items() for use in unbound if use[1] in names]
    if not uses:
        return
    (path, line, name), *others = uses
    places = [f"`{name}` ({before.tree.within(path)}:{line})" for path, line, name in others]
    more = f" The same is to be done for {some_of(places, _SHOWN)}." if places else ""
    raise DeclarationError(
        f"`{name}` is used here, and nothing in the module binds it.",
        file=path,
        line=line,
        hint="Import or define it; `# noqa: F821` behind the line says that it is "
        f"there at run time.{more} Nothing was written.",
    )


def _lost_imports(
    before: Index, after: Index, written: Collection[Path]
) -> Iterator[tuple[Module, int, str, str]]:
    """The imports of names that were there, or that the run itself has made."""
    names = _Names(before, after)
    changed = {after.name_of(path) for path in written}
    last_words = {name.rpartition(".")[2] for name in changed}
    had = _had(before, written)
    for module in after.modules():
        own = module.path in written
        # Files that name no changed module cannot have
        # lost anything by it: most need no second look.
        if not own and last_words.isdisjoint(_last_words(module)):
            continue
        for line, where, name in _imports(module):
            new = own and (where, name) not in had and not names.there(after, where, name)
            if new or (where in changed and names.lost(where, name)):
                yield module, line, where, name


def _had(before: Index, written: Collection[Path]) -> set[tuple[str, str]]:
    """The module and the name of what the files import already, though it be nowhere."""
    modules = _at(before, written)
    return {(where, name) for module in modules for _, where, name in _imports(module)}


def _imports(module: Module) -> Iterator[_Import]:
    """The line, the module and the name of each `from module import name` that may not fail."""
    own = [node for node in module.tree.body if isinstance(node, ast.ImportFrom)]
    # Most modules have none but those at the top, and other statements take long to go through.
    is_all = len(_FROM.findall(module.source.text)) == len(own)
    waiting: list[ast.stmt | ast.mod] = [*own] if is_all else [module.tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ImportFrom):
            where = _absolute(module, node)
            yield from ((node.lineno, where, a.name) for a in node.names if a.name != "*")
        tried = isinstance(node, ast.Try | ast.TryStar) and bool(node.handlers)
        # The first block is the one that may fail.
        waiting += chain.from_iterable(blocks(node)[1 if tried else 0 :])


# A backslash may break it anywhere.
_FROM = re.compile(r"from\b([\w.\s\\]*?)\bimport\b")


def _last_words(module: Module) -> Iterator[str]:
    """The last word of each module that names are imported from, which its text tells soonest."""
    for found in _FROM.finditer(module.source.text):
        *_, last = found[1].replace("\\", " ").split() or [""]
        word = last.rpartition(".")[2]
        # After dots alone it is one of the packages that the module is in.
        yield from [unicodedata.normalize("NFKC", word)] if word else module.package.split(".")


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    """The absolute name of a module; one beyond the outermost package has a dot in front.

    How many it had depends on how deep the file is.
    """
    if node.level > len(module.package.split(".")):
        return "." + (node.module or "")
    return module.absolute(module_named(node))


class _Names:
    """Looks for names in the modules of a target, as it is and as it would be."""

    def __init__(self, before: Index, after: Index) -> None:
        self._before = before
        self._after = after

    def lost(self, where: str, name: str) -> bool:
        """Whether a name is gone that was there."""
        return self.there(self._before, where, name) and not self.there(self._after, where, name)

    def there(self, index: Index, where: str, name: str) -> bool:
        """Whether a name can be imported; what is outside of the target can."""
        module = index.find(where)
        if module is None:
            return bool(top := where.partition(".")[0]) and index.find(top) is None
        if name in module.names or "__getattr__" in module.names or name.startswith("__"):
            return True
        star, sure = origin(starred(index, module), name)
        return star is not None or not sure or index.find(f"{where}.{name}") is not None
