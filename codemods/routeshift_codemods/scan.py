"""Scanning: what a target declares, as records that print and serialise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift.wire import Binding, Operation, Place, join_path
from routeshift_codemods.changes import FileChange
from routeshift_codemods.index import Index, run_on, whole_project
from routeshift_codemods.plan.decisions import Undecided, decided_change, undecided
from routeshift_codemods.resolve import (
    Decisions,
    Diagnostic,
    Inventory,
    Route,
    metadata_readers,
    mixed,
    on_the_wire,
    take_inventory,
)
from routeshift_codemods.settings import config_of, decisions_of, options_of


@dataclass(frozen=True, slots=True)
class Scanned:
    """One operation of a scan.

    Attributes:
        operation: The operation.
        shape: What it takes, in a few words; None for a router's, which needs no rewrite.
        diagnostics: What a user must know.
    """

    operation: Operation
    shape: str | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def as_json(self, root: Path) -> dict[str, Any]:
        """A JSON object, with paths relative to a folder where they are inside of it."""
        operation = self.operation
        source = operation.source
        return {
            "api": operation.api,
            "name": operation.name,
            "method": operation.method,
            "declared_method": operation.declared_method,
            "path": operation.path,
            "kind": operation.kind,
            "level": operation.level,
            "deprecated": operation.deprecated,
            "public": operation.public,
            "scope": operation.scope,
            "file": None if source is None else relative(source.file, root),
            "line": None if source is None else source.line,
            "shape": self.shape,
            "notes": [one.as_json() for one in self.diagnostics],
        }


@dataclass(frozen=True)
class Scan:
    """The result of a scan.

    Attributes:
        target: What was scanned.
        operations: Every operation, by API.
        diagnostics: What a user must know, of operations and of implementations.
        inventory: What it was made from.
        undecided: The decisions that are open.
    """

    target: Path
    operations: tuple[Scanned, ...]
    diagnostics: tuple[Diagnostic, ...]
    inventory: Inventory
    undecided: Undecided = field(default_factory=Undecided)

    @property
    def problems(self) -> tuple[RouteshiftError, ...]:
        """What keeps a migration of the whole target from running."""
        return (*self.inventory.in_the_way(), *self.inventory.conflicts())

    def decided_change(self) -> FileChange | None:
        """The project's file with each answer that changes nothing for clients; None as it is."""
        answers = self.undecided.unchanging
        return decided_change(self.inventory.index.tree, answers, ()) if answers else None

    def as_json(self) -> dict[str, Any]:
        """A JSON object."""
        root = Path.cwd()
        errors = [*self.inventory.unreadable.values(), *self.inventory.conflicts()]
        return {
            "target": relative(self.target, root),
            "operations": [scanned.as_json(root) for scanned in self.operations],
            "notes": [one.as_json() for one in self.diagnostics],
            "unimplemented": list(self.inventory.unimplemented),
            "problems": [
                {"file": str(e.file), "line": e.line, "message": e.message, "hint": e.hint}
                for e in errors
            ],
        }


def scan(target: Path, implementations: Sequence[Path] = ()) -> Scan:
    """List the operations of a target. Nothing of it is imported.

    Args:
        target: A package, a folder of packages, or a Python file.
        implementations: Where implementations are looked for; empty for what the target's
            `[tool.routeshift]` says, which is the whole project when it says nothing.

    Raises:
        TargetError: There is no such path, no API in it, or `[tool.routeshift]` has a mistake.
    """
    return run_on(target, lambda index: _scan(index, target, implementations))


def _scan(index: Index, target: Path, places: Sequence[Path]) -> Scan:
    config = config_of(index.tree, {"implementations": tuple(places) or None})
    inventory = take_inventory(index, decisions_of(config))
    # What is in the way is reported; implementations would be compared with half an API.
    if not any(inventory.in_the_way()):
        inventory.refuse_nothing()
        options = options_of(index.tree, inventory, config)
        inventory = on_the_wire(inventory, options.implementations, options.decisions)
    decisions = decisions_of(config)
    found = [
        Scanned(
            _served(route, config.prefix),
            shape_words(method.binding),
            _open(method.diagnostics, decisions),
        )
        for api in inventory.legacy
        for method in api.methods
        for route in method.routes
    ]
    found += [Scanned(o, None) for api in inventory.routers for o in api.operations]
    found.sort(key=lambda scanned: scanned.operation.api)
    diagnostics = (
        *_open(inventory.diagnostics, decisions),
        *inventory.unserved,
        *inventory.unused_ignores(),
        *mixed(inventory.routers),
        *metadata_readers(whole_project(index)),
    )
    left = undecided(diagnostics, config.decisions)
    return Scan(target, tuple(found), tuple(dict.fromkeys(diagnostics)), inventory, left)


def _served(route: Route, prefix: str) -> Operation:
    """What a route declares, at the path that it is served at."""
    entry = route.entry
    return replace(route.operation, path=join_path(entry.level, entry.route, prefix))


def _open(diagnostics: Iterable[Diagnostic], decisions: Decisions) -> tuple[Diagnostic, ...]:
    """The diagnostics without those that a decision settles."""
    return tuple(one for one in diagnostics if not decisions.settle(one.decision))


def shape_words(binding: Binding) -> str:
    """What an operation takes, as `path + embedded body`; `nothing` for nothing."""
    words = [place.value.word for place in Place if binding.at(place)]
    optional = " (all optional)" if binding.request_optional else ""
    return (" + ".join(words) or "nothing") + optional


def relative(path: Path, root: Path) -> str:
    """A path as a user of a folder writes it."""
    absolute = path.absolute()
    return str(absolute.relative_to(root)) if absolute.is_relative_to(root) else str(absolute)
