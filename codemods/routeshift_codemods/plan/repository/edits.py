"""What changes in each file: its new text, or the changes, where the file is taken apart."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routeshift_codemods.edit import Change, applied
from routeshift_codemods.index import Module, Surroundings
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.sites import (
    CallMove,
    FunctionMove,
    ReadMove,
    as_written,
    host_changes,
    import_changes,
    importing,
    unmarking,
    unused_imports,
)
from routeshift_codemods.resolve import HostMove
from routeshift_codemods.syntax import SourceText, module_named

Moving = FunctionMove | CallMove | ReadMove
Texts = dict[Path, tuple[SourceText, str | None]]


@dataclass(frozen=True, slots=True)
class Need:
    """A line of an API's module that needs a request.

    Attributes:
        line: The line.
        request: The class of the request.
        at_import: Whether it must be there when the module is imported.
    """

    line: int
    request: str
    at_import: bool


@dataclass(frozen=True, slots=True)
class OwnEdits:
    """What changes around operations in a module that is taken apart itself.

    Its statements go to other files, and who writes these knows where its own requests are.

    Attributes:
        changes: The changes, at the module's own places.
        needs: Where it needs requests, its own and others.
        imports: What it has to import: the module, as it would write it, and the name.
    """

    changes: tuple[Change, ...] = ()
    needs: tuple[Need, ...] = ()
    imports: tuple[tuple[str, str], ...] = ()


@dataclass
class Edits:
    """The changes of a run around its operations, by file.

    Attributes:
        surroundings: The project.
        apart: The modules that are taken apart.
        hosts: Hosts that get lines.
        modules: The modules that change.
        changes: Their changes.
        moving: What takes or passes requests from now on.
        extra: Whole import statements that they need besides.
    """

    surroundings: Surroundings
    apart: Collection[Path]
    hosts: Sequence[HostMove] = ()
    modules: dict[Path, Module] = field(init=False, default_factory=dict)
    changes: dict[Path, list[Change]] = field(init=False, default_factory=dict)
    moving: list[Moving] = field(init=False, default_factory=list)
    extra: dict[Path, list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for host in self.hosts:
            self.extra.setdefault(host.module.path, []).extend(host.lines.imports)
            self.add_all((host.module, change) for change in host_changes(host))

    def add_all(self, rows: Iterable[tuple[Module, Change]]) -> None:
        """Add changes, each with its module."""
        for module, change in rows:
            self._add(module, change)

    def add_moving(self, moving: Sequence[Moving]) -> None:
        """Add what takes or passes requests from now on, whose marks are settled."""
        self.moving += moving
        for module, line in {(one.module, one.line): None for one in moving}:
            for change in unmarking(module, line):
                self._add(module, change)
        for one in moving:
            for change in one.changes():
                self._add(one.module, change)
            if isinstance(one, FunctionMove) and one.copied and "copy" not in one.module.names:
                self.extra.setdefault(one.module.path, []).append("from copy import copy")

    def _add(self, module: Module, change: Change) -> None:
        self.modules[module.path] = module
        self.changes.setdefault(module.path, []).append(change)

    def texts(self) -> Texts:
        """The new text of each file that is not taken apart."""
        others = {path: m for path, m in self.modules.items() if path not in self.apart}
        changes = {
            path: [*self.changes[path], *self._importing(module)] for path, module in others.items()
        }
        gone = {m: parts for m, parts in self._gone().items() if m.path in others}
        for change in [*unused_imports(self.surroundings, gone, changes)]:
            changes[change.file].append(change)
        return {
            path: (module.source, applied(module, changes[path])) for path, module in others.items()
        }

    def own(self) -> dict[Path, OwnEdits]:
        """The changes of each module that is taken apart."""
        return {
            path: OwnEdits(
                tuple(self.changes[path]),
                tuple(self._needs(path)),
                tuple(self._imports(module)),
            )
            for path, module in self.modules.items()
            if path in self.apart
        }

    def _importing(self, module: Module) -> Iterator[Change]:
        needed, extra = self._needed(module.path), self.extra.get(module.path, ())
        return import_changes(self.surroundings.index, module, needed, extra)

    def _needing(self, path: Path) -> list[Moving]:
        return [one for one in self.moving if one.module.path == path and one.needs_request]

    def _needed(self, path: Path) -> dict[str, list[Move]]:
        """The operations whose requests a file needs, by the module that gives them."""
        needed: dict[str, list[Move]] = {}
        for one in self._needing(path):
            needed.setdefault(one.move.home, []).append(one.move)
        return needed

    def _gone(self) -> dict[Module, list[ast.AST]]:
        """The parts of signatures that go, by the module."""
        found: dict[Module, list[ast.AST]] = {}
        for function in (one for one in self.moving if isinstance(one, FunctionMove)):
            found.setdefault(function.module, []).extend(function.gone)
        return found

    def _needs(self, path: Path) -> Iterator[Need]:
        for one in self._needing(path):
            yield Need(one.line, one.move.request, one.needed_at_import)

    def _imports(self, module: Module) -> Iterator[tuple[str, str]]:
        for text in self.extra.get(module.path, ()):
            for node in ast.parse(text).body:
                if isinstance(node, ast.ImportFrom):
                    yield from ((module_named(node), alias.name) for alias in node.names)
        for home, moves in self._needed(module.path).items():
            others = [one for one in moves if one.operated.api.module is not module]
            # As the module writes the import of the API, when it has one.
            places = frozenset().union(*(move.places for move in others))
            there = next(importing(module, places), None)
            where = as_written(module, home) if there is None else module_named(there)
            yield from ((where, move.request) for move in others)
