"""The repository around an API: its implementations and its calls move with it, or stay together.

An operation moves when every function that implements it can take a request and every call that
may be its own is known; else all of them stay, and `mount` bridges them as before.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from routeshift.errors import DeclarationError
from routeshift_codemods.index import Surroundings
from routeshift_codemods.plan.layout import Rewrite
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.repository.edits import Edits, Moving, OwnEdits, Texts
from routeshift_codemods.plan.repository.moves import Move, home_of, move_of
from routeshift_codemods.plan.repository.renewing import (
    OpenSites,
    in_known_order,
    ordered_by_implementations,
    renewed_move,
    some_moved,
    without_moved,
)
from routeshift_codemods.plan.repository.sites import (
    CallMove,
    FunctionMove,
    ProtocolMove,
    ReadMove,
    marking,
    settled_marks,
)
from routeshift_codemods.plan.repository.staying import Staying
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


@dataclass(frozen=True, slots=True)
class Repository:
    """What moves around the APIs of a run.

    Attributes:
        texts: The new text of each file, but of those that are taken apart.
        implementations: How many functions take a request from now on.
        calls: How many calls pass one, those that tests expect included.
        left: Why operations keep their implementations and calls, by file and line.
        outside: The file of each function and call that keeps its convention because it is outside
            of the target.
        notes: What was inferred, and what callers see no more.
        kept: The file and line of each function and call that keeps its convention, for a reason.
        own: What changes in the modules that are taken apart.
    """

    texts: Texts = field(default_factory=dict)
    implementations: int = 0
    calls: int = 0
    left: tuple[Diagnostic, ...] = ()
    outside: tuple[Path, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    kept: tuple[tuple[Path, int], ...] = ()
    own: Mapping[Path, OwnEdits] = field(default_factory=dict)


def repository_of(
    inventory: Inventory,
    rewrites: Sequence[Rewrite],
    options: Options,
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
        renewed: All APIs as they were, and which of them take requests already.
        surroundings: The whole project.
        within: The files in which calls are looked for; None for all.
        hosts: Hosts that get lines.
        opinion: Who is asked about receivers that source does not tell.
    """
    index = inventory.index
    apart = {one.module.path for one in rewrites}
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
    declared = {method.node for api in inventory.legacy for method in api.methods}
    homes = {
        api.protocol: home_of(surroundings.index, rewrite)
        for rewrite in rewrites
        for api in rewrite.apis
    }
    moves = {
        one: move
        for one in every
        # What has moved before takes what it shall.
        if one.api.protocol in homes and one.method.rewritable and one.method.node in declared
        if (move := move_of(surroundings.index, one, homes[one.api.protocol], options.convention))
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
    edits = Edits(surroundings, apart, hosts)
    if not moves:
        edits.add_all(settled_marks(surroundings, index.tree.target))
        return Repository(edits.texts(), own=edits.own())
    names = {one.name for one in moves}
    sites = OpenSites(Sites(surroundings, every, names, within, opinion), before, doubted)
    staying = Staying(surroundings.index, index.tree.target, apart)
    # What is looked at for a proof is told already.
    examples = sites.in_examples() if within is None else ()
    return Gathered(moves, sites.left(), staying, True, examples).settled(edits)


@dataclass
class Gathered:
    """All that belongs to the operations of a run, before it is known which of them move.

    Attributes:
        moves: The moves of the operations.
        sites: Where they are called, mocked and asked about.
        staying: What stays.
        marks: Whether what keeps something is marked in the code.
        examples: Where they are called in examples of docstrings, which stay as they are.
    """

    moves: Mapping[Operated, Move]
    sites: Sequence[Site]
    staying: Staying
    marks: bool = False
    examples: Sequence[Site] = ()
    functions: list[FunctionMove] = field(default_factory=list)
    calls: list[CallMove] = field(default_factory=list)
    reads: list[ReadMove] = field(default_factory=list)
    protocols: list[ProtocolMove] = field(default_factory=list)

    def settled(self, edits: Edits) -> Repository:
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
            call if call.around in (*functions, *self.protocols) else replace(call, around=None)
            for call in self.calls
            if call.move in free
        ]
        reads = [read for read in self.reads if read.move in free]
        kept = self.staying.diagnostics if self.marks else ()
        surroundings = edits.surroundings
        edits.add_all(marking(surroundings.index, surroundings.target.tree, kept))
        moved = {move.operated.method.subject for move in free} - {one.subject for one in kept}
        if self.marks:
            edits.add_all(settled_marks(surroundings, self.staying.target, moved))
        edits.add_moving([*self.protocols, *functions, *calls, *reads])
        return Repository(
            edits.texts(),
            len(functions),
            len(calls),
            tuple(self.staying.diagnostics),
            tuple(chain.from_iterable(self.staying.outside.values())),
            notes=(*chain.from_iterable(one.notes() for one in functions), *self._shown(free)),
            kept=tuple(sorted(self._kept())),
            own=edits.own(),
        )

    def _shown(self, free: Collection[Move]) -> Iterator[Diagnostic]:
        """The examples in docstrings that call what takes a request from now on."""
        for site in self.examples:
            for move in (self.moves[one] for one in site.operations if one in self.moves):
                subject = move.operated.method.subject
                message = f"this example calls it as before: pass a `{move.request}`"
                if move in free:
                    yield Diagnostic("info", subject, message, site.module.path, site.line)

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
        own_methods = (self._protocol(move) for move in self.moves.values())
        self.protocols = [own for own in own_methods if own is not None]
        every = [*self.functions, *self.protocols]
        around: dict[ast.AST, FunctionMove] = {one.node: one for one in every}
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

    def _protocol(self, move: Move) -> ProtocolMove | None:
        """The Protocol's own method, when it is rewritten and does something.

        Raises:
            DeclarationError: Its body cannot take a request, and its signature is to.
        """
        method = move.operated.method
        if method.module.path not in self.staying.apart:
            return None
        parameters = parameters_of(self.staying.index, method.module, method.node)
        own = ProtocolMove(
            move, Implementing(method.module, method.protocol, method.node, parameters)
        )
        reason = own.hindrance() if own.does_something else None
        if reason is not None:
            raise DeclarationError(
                f"{own.label} cannot take a `{move.request}`: {reason}.",
                file=method.module.path,
                line=own.line,
                hint="Let its body be `...`, or keep it: `# routeshift: ignore`.",
            )
        return own if own.does_something else None

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
