"""What star imports bind: the names that are sure, those that may come, and whether others can."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.syntax import Star, deleted, walk


@dataclass(frozen=True, slots=True)
class Exports:
    """What `from module import *` binds.

    Attributes:
        sure: The names that it binds in any case.
        perhaps: Names that it may bind.
        others: Whether it may bind names that nobody can tell from the target.
    """

    sure: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    others: bool = False

    def may_bind(self, name: str) -> bool:
        """Whether a name may come by it."""
        return self.others or name in self.sure or name in self.perhaps


@dataclass(frozen=True, slots=True)
class Starred:
    """A star import of a module, and what it binds."""

    star: Star
    exports: Exports


def starred(index: Index, module: Module) -> list[Starred]:
    """The star imports of a module, in order."""
    reader = _Reader(index)
    return [Starred(star, reader.of_star(module, star)) for star in module.stars]


def star_names(index: Index, module: Module) -> list[str] | None:
    """What the star imports of a module bind; None when the target does not tell for sure."""
    found = [s.exports for s in starred(index, module) if not s.star.typing_only]
    if any(exports.others or exports.perhaps for exports in found):
        return None
    return [name for exports in found for name in exports.sure]


def origin(stars: Iterable[Starred], name: str) -> tuple[Star | None, bool]:
    """The star import that a name comes by, and whether that is sure.

    Args:
        stars: The star imports of a module, in order: of several that bind a name, the last wins.
        name: A name that no other statement of the module binds.
    """
    # Of several the last binds, as in Python.
    for found in reversed(list(stars)):
        if found.star.sure and name in found.exports.sure:
            return found.star, True
        if found.exports.may_bind(name):
            return found.star, False
    return None, True


class _Reader:
    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, Exports] = {}

    def of_star(self, module: Module, star: Star) -> Exports:
        source = self._index.find(module.absolute(star.module))
        # A package that is not of the target may bind any name.
        return Exports(others=True) if source is None else self._of(source)

    def _of(self, module: Module) -> Exports:
        if module.name not in self._known:
            # In a circle of star imports, the one that comes back to a module adds nothing to it.
            self._known[module.name] = Exports()
            self._known[module.name] = self._exports(module)
        return self._known[module.name]

    def _exports(self, module: Module) -> Exports:
        if "__all__" in module.names:
            listed = literal_all(module)
            # A computed `__all__` may list anything.
            return Exports(others=True) if listed is None else Exports(frozenset(listed))
        gone = deleted(module.tree.body)
        own = {n for n, b in module.names.items() if n not in gone and not b.typing_only}
        sure, perhaps = own & module.certain, own - module.certain
        others = False
        for star in (s for s in module.stars if not s.typing_only):
            exports = self.of_star(module, star)
            others = others or exports.others
            sure |= exports.sure if star.sure else frozenset()
            # A star under a condition binds what it has, or nothing.
            perhaps |= exports.perhaps | exports.sure
        return Exports(_public(sure), _public(perhaps - sure) | self._submodules(module), others)

    def _submodules(self, module: Module) -> frozenset[str]:
        """What is in a package beside its `__init__`, which may be imported already."""
        if not module.is_package:
            return frozenset()
        inside = self._index.tree.modules_in(module.path.parent)
        return _public(inside - module.names.keys())


def _public(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if not name.startswith("_"))


def literal_all(module: Module) -> list[str] | None:
    """What the `__all__` of a module lists; None when that is not simply written down."""
    found: list[str] = []
    for node in module.tree.body:
        if "__all__" not in {n.id for n in walk(node) if isinstance(n, ast.Name)}:
            continue
        if not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) or node.value is None:
            return None
        try:
            found += ast.literal_eval(node.value)
        except (ValueError, TypeError):
            return None
    return found
