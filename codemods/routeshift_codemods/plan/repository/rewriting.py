"""The repository around an API: its implementations and its calls move with it, or stay together.

An operation moves when every function that implements it can take a request and every call that
may be its own is known; else all of them stay, and `mount` bridges them as before.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from routeshift_codemods.edit import Change, applied
from routeshift_codemods.index import (
    Module,
    SourceText,
    Surroundings,
)
from routeshift_codemods.plan.layout import Rewrite
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.repository.calls import CallMove
from routeshift_codemods.plan.repository.functions import FunctionMove
from routeshift_codemods.plan.repository.hosts import host_changes
from routeshift_codemods.plan.repository.imports import import_changes
from routeshift_codemods.plan.repository.marks import marking, settled_marks, unmarking
from routeshift_codemods.plan.repository.moves import Move, move_of
from routeshift_codemods.plan.repository.reads import ReadMove
from routeshift_codemods.plan.repository.renewing import (
    OpenSites,
    in_known_order,
    ordered_by_implementations,
    renewed_move,
    some_moved,
    without_moved,
)
from routeshift_codemods.plan.repository.staying import Staying
from routeshift_codemods.plan.repository.unused import unused_imports
from routeshift_codemods.resolve import (
    Diagnostic,
    HostMove,
    Implementing,
    Inventory,
    Operated,
    Renewed,
    SecondOpinion,
    Site,
    Sites,
    is_accepted,
    operated,
    parameters_of,
)

Moving = FunctionMove | CallMove | ReadMove
Texts = dict[Path, tuple[SourceText, str | None]]


@dataclass(frozen=True, slots=True)
class Repository:
    """What moves around the APIs of a run.

    Attributes:
        texts: The new text of each file.
        implementations: How many functions take a request from now on.
        calls: How many calls pass one, those that tests expect included.
        left: Why operations keep their implementations and calls, by file and line.
        outside: The file of each function and call that keeps its convention because it is outside
            of the target.
        notes: What was inferred.
        kept: The file and line of each function and call that keeps its convention, for a reason.
    """

    texts: Texts = field(default_factory=dict)
    implementations: int = 0
    calls: int = 0
    left: tuple[Diagnostic, ...] = ()
    outside: tuple[Path, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    kept: tuple[tuple[Path, int], ...] = ()


def repository_of(
    inventory: Inventory,
    rewrites: Sequence[Rewrite],
    options: Options,
    taken: Collection[Path],
    renewed: Renewed,
    surroundings: Surroundings,
    within: Collection[Path] | None = None,
    hosts: Sequence[HostMove] = (),
    opinion: SecondOpinion | None = None,
) -> Repository:
    """What moves around the APIs of a run: implementations and calls.

    Of APIs that moved before, what stayed then moves when nothing keeps it any more.

    Args:
        inventory: What the target declares.
        rewrites: The modules that are rewritten.
        options: How to rewrite.
        taken: The files that the rewrite of the APIs writes.
        renewed: All APIs as they were, and which of them take requests already.
        surroundings: The whole project.
        within: The files in which calls are looked for; None for all.
        hosts: Hosts that get lines.
        opinion: Who is asked about receivers that source does not tell.
    """
    index = inventory.index
    renewals = {renewal.method.node: renewal for renewal in renewed.renewals}
    every: list[Operated] = []
    # An operation moves as a whole: where nothing of it has, no call passes a request yet.
    doubted: set[Operated] = set()
    for one in operated(surroundings, renewed.apis, renewed.taken):
        renewal = renewals.get(one.method.node)
        rest = without_moved(one, renewal)
        every.append(in_known_order(rest, renewal))
        if some_moved(one, rest):
            doubted.add(every[-1])
    layouts = {api.protocol: rewrite.layout for rewrite in rewrites for api in rewrite.apis}
    moves = {
        one: move
        for one in every
        if one.api.protocol in layouts and one.method.rewritable
        if (move := move_of(surroundings.index, one, layouts[one.api.protocol], options.convention))
        is not None
    }
    before = {
        one: ordered_by_implementations(
            renewed_move(one, renewals[one.method.node], surroundings.index)
        )
        for one in every
        # Where every implementation takes a request, a call in the old convention fails already.
        if one.method.node in renewals and one.functions
    }
    moves |= before
    if not moves:
        marks = list(settled_marks(surroundings, index.tree.target))
        return Repository(_texts(surroundings, (), marks, hosts))
    names = {one.name for one in moves}
    sites = OpenSites(Sites(surroundings, every, names, within, opinion), before, doubted).left()
    staying = Staying(surroundings.index, index.tree.target, taken)
    return Gathered(moves, sites, staying, marks=True, hosts=hosts).settled(surroundings)


@dataclass
class Gathered:
    """All that belongs to the operations of a run, before it is known which of them move.

    Attributes:
        moves: The moves of the operations.
        sites: Where they are called, mocked and asked about.
        staying: What stays.
        marks: Whether what keeps something is marked in the code.
        hosts: Hosts that get lines.
    """

    moves: Mapping[Operated, Move]
    sites: Sequence[Site]
    staying: Staying
    marks: bool = False
    hosts: Sequence[HostMove] = ()
    functions: list[FunctionMove] = field(default_factory=list)
    calls: list[CallMove] = field(default_factory=list)
    reads: list[ReadMove] = field(default_factory=list)

    def settled(self, surroundings: Surroundings) -> Repository:
        """What moves, and why the rest does not."""
        known = [(self.moves[o], s) for s in self.sites for o in s.operations if o in self.moves]
        known = [(move, site) for move, site in known if site.is_moved]
        self._gather(known)
        moving: list[Moving] = [*self.functions, *self.calls, *self.reads]
        for one in moving:
            self.staying.leave_outside(one.move, one.module)
        self._hold(known)
        free = {move for move in self.moves.values() if move.operated not in self.staying.reasons}
        for move in free:
            for stranger in move.operated.strangers:
                self.staying.tell_stranger(move, stranger)
        functions = [f for f in self.functions if f.move in free and not f.takes_anything]
        # A call forwards a request only where the function around it has got one.
        calls = [
            call if call.around in functions else replace(call, around=None)
            for call in self.calls
            if call.move in free
        ]
        reads = [read for read in self.reads if read.move in free]
        index = surroundings.index
        kept = self.staying.diagnostics if self.marks else ()
        target = self.staying.target
        marks = [*marking(index, surroundings.target.tree, kept)]
        moved = {move.operated.method.subject for move in free} - {one.subject for one in kept}
        marks += settled_marks(surroundings, target, moved) if self.marks else []
        return Repository(
            _texts(surroundings, [*functions, *calls, *reads], marks, self.hosts),
            len(functions),
            len(calls),
            tuple(self.staying.diagnostics),
            tuple(chain.from_iterable(self.staying.outside.values())),
            kept=tuple(sorted(self._kept())),
        )

    def _kept(self) -> set[tuple[Path, int]]:
        reasons = self.staying.reasons
        every: list[Moving] = [*self.functions, *self.calls]
        stays = (one for one in every if reasons.get(one.move.operated))
        return {(one.module.path, one.line) for one in stays}

    def _gather(self, known: Sequence[tuple[Move, Site]]) -> None:
        self.functions = [
            FunctionMove(move, one)
            for move in self.moves.values()
            for one in move.operated.functions.values()
            if not is_accepted(one.module, one.node)
        ]
        index = self.staying.index
        fakes = {s.stand_in.node: (move, s.module) for move, s in known if s.stand_in is not None}
        for node, (move, module) in fakes.items():
            own = Implementing(module, None, node, parameters_of(index, module, node))
            self.functions.append(FunctionMove(move, own))
        around: dict[ast.AST, FunctionMove] = {f.node: f for f in self.functions}
        for move, site in known:
            if site.call is not None:
                function = site.scope.function
                self.calls.append(
                    CallMove(move, site, around.get(function.node) if function else None)
                )
        given: dict[Move, set[int | str]] = {}
        for call in self.calls:
            if call.site.part.role == "call":
                given.setdefault(call.move, set()).add(call.given)
        asked = [(move, site) for move, site in known if site.part.role == "arguments"]
        self.reads = [ReadMove(move, site, given.get(move, ())) for move, site in asked]

    def _hold(self, known: Sequence[tuple[Move, Site]]) -> None:
        for function in self.functions:
            self.staying.hold_function(function)
        for move in self.moves.values():
            for own in move.operated.alike:
                self.staying.hold_alike(move, own)
        calls: list[CallMove | ReadMove] = [*self.calls, *self.reads]
        for one in calls:
            self.staying.hold_call(one)
        alone = _alone(known)
        for move, site in known:
            if site.part.role == "replaced":
                self.staying.hold_replaced(move, site, alone)
            elif site.part.role in ("reference", "dynamic"):
                self.staying.hold_reference(move, site)
        for site in self.sites:
            self.staying.hold_doubt(site, self.moves)


def _alone(known: Iterable[tuple[Move, Site]]) -> set[ast.AST]:
    """The functions that do nothing else than to be called in the place of one operation."""
    places: dict[ast.AST, set[ast.AST]] = {}
    moves: dict[ast.AST, set[Move]] = {}
    uses: dict[ast.AST, int] = {}
    for move, site in known:
        if site.stand_in is not None and site.part.stand_in is not None:
            node = site.stand_in.node
            places.setdefault(node, set()).add(site.part.stand_in)
            moves.setdefault(node, set()).add(move)
            uses[node] = site.uses
    return {n for n in uses if len(places[n]) == uses[n] and len(moves[n]) == 1}


def _texts(
    surroundings: Surroundings,
    moving: Sequence[Moving],
    marks: Sequence[tuple[Module, Change]],
    hosts: Sequence[HostMove],
) -> Texts:
    modules: dict[Path, Module] = {}
    changes: dict[Path, list[Change]] = {}
    lines = ((one.module, change) for one in hosts for change in host_changes(one))
    for module, mark in [*marks, *lines]:
        modules[module.path] = module
        changes.setdefault(module.path, []).append(mark)
    settled = {(one.module.path, one.line): one.module for one in moving}
    for (path, line), module in settled.items():
        changes.setdefault(path, []).extend(unmarking(module, line))
    needed: dict[Path, dict[str, list[Move]]] = {}
    extra: dict[Path, list[str]] = {}
    for host in hosts:
        extra.setdefault(host.module.path, []).extend(host.lines.imports)
    for one in moving:
        path = one.module.path
        modules[path] = one.module
        changes.setdefault(path, []).extend(one.changes())
        if one.needs_request:
            needed.setdefault(path, {}).setdefault(one.move.home, []).append(one.move)
        if isinstance(one, FunctionMove) and one.copied and "copy" not in one.module.names:
            extra.setdefault(path, []).append("from copy import copy")
    for path, module in modules.items():
        more = import_changes(surroundings.index, module, needed.get(path, {}), extra.get(path, ()))
        changes[path].extend(more)
    for change in [*unused_imports(surroundings, _gone(moving), changes)]:
        changes[change.file].append(change)
    return {
        path: (module.source, applied(module, changes[path])) for path, module in modules.items()
    }


def _gone(moving: Sequence[Moving]) -> dict[Module, list[ast.AST]]:
    """The parts of signatures that go, by the module."""
    found: dict[Module, list[ast.AST]] = {}
    for function in (one for one in moving if isinstance(one, FunctionMove)):
        found.setdefault(function.module, []).extend(function.gone)
    return found
