"""The status of a move: how far each API is, and what to take next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift_codemods.index import Surroundings, run_on, whole_project
from routeshift_codemods.migrate import unproven
from routeshift_codemods.plan.repository import Progress, progress_of
from routeshift_codemods.resolve import (
    Diagnostic,
    api_calls,
    since_the_move,
    take_inventory,
)
from routeshift_codemods.settings import config_of, decisions_of, options_of


@dataclass(frozen=True, slots=True)
class ApiStatus:
    """How far one API is.

    Attributes:
        name: Its name.
        legacy: How many of its operations are webmethods.
        routes: How many are a router's.
        progress: How far what is around it is.
        left: What keeps something of it, which a person has to settle.
        movable: How many of its webmethods `migrate` can rewrite now.
    """

    name: str
    legacy: int
    routes: int
    progress: Progress
    left: tuple[Diagnostic, ...]
    movable: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to move."""
        around = self.progress.parts.values()
        return not (self.legacy or self.left) and all(done == every for done, every in around)

    @property
    def obstacle(self) -> Diagnostic | None:
        """The place to settle before `migrate` gets any further with it; None where it does."""
        refused = [one for one in self.left if one.kind == "cannot"]
        return next(iter(refused or (() if self.movable else self.left)), None)

    @property
    def size(self) -> int:
        """How many places change when the rest of it moves."""
        return self.legacy + sum(every - done for done, every in self.progress.parts.values())

    def as_json(self) -> dict[str, Any]:
        """A JSON object."""
        around = {
            name: {"moved": done, "all": every}
            for name, (done, every) in self.progress.parts.items()
        }
        operations = {"moved": self.routes, "all": self.routes + self.legacy}
        left = [one.as_json() for one in self.left]
        return {"api": self.name, "operations": operations, **around, "left": left}


@dataclass(frozen=True, slots=True)
class Status:
    """How far the move of a target is.

    Attributes:
        target: The target.
        apis: Each API, by name.
        hosts: Who reads the metadata of the decorators.
        unread: The files that cannot be read, of which nobody knows what is left in them.
    """

    target: Path
    apis: tuple[ApiStatus, ...]
    hosts: tuple[Diagnostic, ...]
    unread: tuple[RouteshiftError, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.hosts or self.unread) and all(api.is_done for api in self.apis)

    @property
    def following(self) -> ApiStatus | None:
        """The API to take next; None when nothing can be taken."""

        def effort(api: ApiStatus) -> tuple[Any, ...]:
            # What nothing keeps, and of that the smallest: the repository works after each step.
            return api.obstacle is not None, len(api.left), api.size, api.name

        return min((api for api in self.apis if not api.is_done), key=effort, default=None)

    def as_json(self) -> dict[str, Any]:
        """A JSON object."""
        following = self.following
        return {
            "target": str(self.target),
            "done": self.is_done,
            "next": None if following is None else following.name,
            "apis": [api.as_json() for api in self.apis],
            "hosts": [one.as_json() for one in self.hosts],
            "unread": [
                {"file": str(e.file), "line": e.line, "message": e.message} for e in self.unread
            ],
        }


def status_of(target: Path) -> Status:
    """Say how far the move of a target is. Nothing is written, and nothing of it is imported.

    Args:
        target: A package, a folder of packages, or a Python file.

    Raises:
        TargetError: There is no such path, no API in it, or `[tool.routeshift]` has a mistake.
        DeclarationError: An operation is declared twice.
    """
    return run_on(target, lambda index: _status(target, whole_project(index)))


def _status(target: Path, project: Surroundings) -> Status:
    plan = unproven(project)
    left: dict[str, list[Diagnostic]] = {}
    kept = {api.name: api.kept for api in plan.apis}
    for one in plan.unmoved:
        left.setdefault(one.subject.partition(".")[0], []).append(one)
    movable = {api.name: api.operations for api in plan.apis}
    apis = [
        ApiStatus(
            progress.api,
            legacy,
            routes,
            progress,
            (*left.get(protocol, ()), *kept.get(progress.api, ())),
            movable.get(progress.api, 0),
        )
        for progress, protocol, legacy, routes in _rows(project)
    ]
    ordered = tuple(sorted(apis, key=lambda api: api.name))
    return Status(target, ordered, plan.hosts, plan.unreadable)


def _rows(project: Surroundings) -> list[tuple[Progress, str, int, int]]:
    """How far what is around each API is, its Protocol, and its operations of either kind."""
    index = project.target
    config = config_of(index.tree, {})
    inventory = take_inventory(index, decisions_of(config))
    options = options_of(index.tree, inventory, config)
    legacy = {api.name: sum(len(m.routes) for m in api.methods) for api in inventory.legacy}
    routes: dict[str, int] = {}
    for router in inventory.routers:
        routes[router.name] = routes.get(router.name, 0) + len(router.operations)
    calls = api_calls(inventory) if inventory.routers else []
    renewed = since_the_move(inventory.legacy, calls)
    protocols = {api.name: api.protocol.name for api in renewed.apis}
    routers = {router.module.path for router in inventory.routers}
    around = progress_of(project, inventory.legacy, renewed, options.convention, routers)
    found = {one.api: one for one in around}
    for name in {*legacy, *routes} - {*found}:
        found[name] = Progress(name, (0, 0), (0, 0), (0, 0))
    return [
        (one, protocols.get(name, name), legacy.get(name, 0), routes.get(name, 0))
        for name, one in found.items()
    ]
