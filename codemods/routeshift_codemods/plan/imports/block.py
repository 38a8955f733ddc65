"""A block of imports: what stays of a module's own, and what is added at its sorted place."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from routeshift_codemods.edit import (
    AddImport,
    Change,
    DeepenImport,
    RemoveImport,
    Transform,
    applied,
    module_key,
    sort_key,
)
from routeshift_codemods.index import Module
from routeshift_codemods.new import code_of, import_from, import_module
from routeshift_codemods.plan.layout import Statement
from routeshift_codemods.syntax import module_named


class Section(IntEnum):
    """Where an import stands among the others."""

    FUTURE = 0
    STANDARD = 1
    THIRD_PARTY = 2
    FIRST_PARTY = 3
    LOCAL = 4


@dataclass(frozen=True, slots=True)
class Imported:
    """One name of an import statement.

    Attributes:
        name: The name, or the module of a plain `import`.
        alias: What it is called here, if that is something else.
    """

    name: str
    alias: str | None = None

    @property
    def bound(self) -> str:
        """The name that it binds."""
        return self.alias or self.name

    @property
    def is_star(self) -> bool:
        """Whether it is all of a module."""
        return self.name == "*"

    def __str__(self) -> str:
        return f"{self.name} as {self.alias}" if self.alias else self.name


@dataclass(slots=True)
class _Entry:
    """One statement of a block: a new one, or one of a module, with what changes in it."""

    module: str | None
    names: list[Imported]
    leading: str = ""
    kept: Kept | None = None
    _bound: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._bound = {name.bound for name in self.names}

    def append(self, name: Imported) -> None:
        """Add a name, unless it is bound here already."""
        if name.bound not in self._bound:
            self._bound.add(name.bound)
            self.names.append(name)
            if self.kept is not None:
                self.kept.add(name.name)

    @property
    def is_star(self) -> bool:
        return self.names[0].is_star

    @property
    def place(self) -> str:
        return self.module if self.module is not None else self.names[0].name

    def text(self) -> str:
        if self.kept is not None:
            return self.kept.text()
        if self.module is None:
            return code_of(import_module([(n.name, n.alias) for n in self.names]))
        names = sorted(self.names, key=lambda name: sort_key(name.name))
        return code_of(import_from(self.module, [(n.name, n.alias) for n in names]))


@dataclass(slots=True)
class Kept:
    """An import statement of a module, with what changes in it.

    Attributes:
        module: The module.
        statement: The statement.
        transforms: What is done to it, in order.
    """

    module: Module
    statement: Statement
    transforms: list[Transform[Any]] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Import a name, too."""
        last = self.transforms[-1] if self.transforms else None
        before = last.names if isinstance(last, AddImport) else ()
        self.transforms[len(self.transforms) - bool(before) :] = [AddImport((*before, name))]

    def text(self) -> str:
        """Its lines, without the comments above it."""
        module, statement = self.module, self.statement
        span = module.source.span(statement.node)
        changes = [Change(module.path, span, transform) for transform in self.transforms]
        return applied(module, changes, statement.code, statement.last).removesuffix("\n") + "\n"


@dataclass
class ImportBlock:
    """The imports at the top of a file.

    LibCST adds imports, too, but knows no sections and no comments between them.

    Attributes:
        is_first_party: Whether a top-level package belongs to the target.
        stars_hide: Whether a star import may bind any name: what is added stands behind it then.
    """

    is_first_party: Callable[[str], bool]
    stars_hide: bool = False
    _entries: list[_Entry] = field(default_factory=list)
    _kept: int = 0

    def keep(
        self, module: Module, statement: Statement, names: Collection[str], shift: int = 0
    ) -> None:
        """Keep those names of a module's import statement that are in `names`.

        Args:
            module: The module.
            statement: One plain import statement of it.
            names: Names as they are bound.
            shift: How many packages deeper the code is than it was.
        """
        node = statement.node
        assert isinstance(node, ast.Import | ast.ImportFrom)
        every = [Imported(alias.name, alias.asname) for alias in node.names]
        names_kept = [name for name in every if _root(node, name) in names]
        if not names_kept:
            return
        kept = Kept(module, statement)
        deepened = bool(shift and isinstance(node, ast.ImportFrom) and node.level)
        if deepened:
            kept.transforms.append(DeepenImport(shift))
        dropped = frozenset(name.bound for name in every if name not in names_kept)
        if dropped or (deepened and not every[0].is_star):
            kept.transforms.append(RemoveImport(dropped))
        above = module.source.block(statement.first, statement.code - 1)
        self._entries.append(_Entry(_shifted(node, shift), names_kept, above, kept=kept))
        if self.stars_hide and every[0].is_star:
            self._kept = len(self._entries)

    def add(self, module: str, name: str, alias: str | None = None) -> None:
        """Add `from module import name` at its sorted place, unless it is there.

        Args:
            module: The module, with its dots.
            name: The name in it.
            alias: What it is called here, if that is something else.
        """
        wanted = Imported(name, alias)
        # Not above a star that may hide it: the last binding wins.
        for entry in self._entries[self._kept :]:
            if entry.module == module and not alias and entry.is_star == wanted.is_star:
                entry.append(wanted)
                return
        self._insert(_Entry(module, [wanted]))

    def add_module(self, name: str, alias: str | None = None) -> None:
        """Add `import name` at its sorted place, unless it is there.

        Args:
            name: The module's dotted name.
            alias: What it is called here, if that is something else.
        """
        wanted = str(Imported(name, alias))
        every = (str(n) for entry in self._entries if entry.module is None for n in entry.names)
        if wanted not in every:
            self._insert(_Entry(None, [Imported(name, alias)]))

    def binds(self, name: str) -> bool:
        """Whether the block binds a name."""
        return name in self.names

    @property
    def names(self) -> list[str]:
        """The names that it binds."""
        return [
            known.bound.partition(".")[0] if entry.module is None else known.bound
            for entry in self._entries
            for known in entry.names
        ]

    def render(self) -> str:
        """The block, with a blank line between sections and a line end on its last line."""
        parts: list[str] = []
        previous: Section | None = None
        for entry in self._entries:
            section = self._section(entry.place)
            if previous is not None and section is not previous:
                parts.append("\n")
            parts.append(entry.leading + entry.text())
            previous = section
        return "".join(parts)

    def _insert(self, entry: _Entry) -> None:
        key = self._key(entry)
        section = self._section(entry.place)
        at = len(self._entries)
        for index, other in enumerate(self._entries[self._kept :], self._kept):
            other_section = self._section(other.place)
            if other_section > section or (other_section is section and self._key(other) > key):
                at = index
                break
        self._entries.insert(at, entry)

    def _section(self, module: str) -> Section:
        return section_of(module, self.is_first_party)

    def _key(self, entry: _Entry) -> tuple[bool, int, str]:
        # As isort and ruff sort: plain imports first.
        return entry.module is not None, *module_key(entry.place)


def section_of(module: str, is_first_party: Callable[[str], bool]) -> Section:
    """Where an import of a module stands.

    Args:
        module: The module, with dots in front where it is relative.
        is_first_party: Whether a top-level package belongs to the target.
    """
    if module.startswith("."):
        return Section.LOCAL
    top = module.partition(".")[0]
    if top == "__future__":
        return Section.FUTURE
    if is_first_party(top):
        return Section.FIRST_PARTY
    return Section.STANDARD if top in sys.stdlib_module_names else Section.THIRD_PARTY


def _root(node: ast.Import | ast.ImportFrom, name: Imported) -> str:
    return name.bound.partition(".")[0] if isinstance(node, ast.Import) else name.bound


def _shifted(node: ast.Import | ast.ImportFrom, shift: int) -> str | None:
    return None if isinstance(node, ast.Import) else module_named(node, shift)
