"""The repository around an API: its implementations and its calls move with it, or stay together.

An operation moves when every function that implements it can take a request and every call that
may be its own is known; else all of them stay, and `mount` bridges them as before.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from routeshift_codemods.edit import Change, applied
from routeshift_codemods.index import (
    Index,
    Module,
    SourceText,
    Surroundings,
    project_of,
)
from routeshift_codemods.plan.layout import Rewrite
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.repository.calls import CallMove
from routeshift_codemods.plan.repository.functions import FunctionMove
from routeshift_codemods.plan.repository.imports import hindrance, import_changes
from routeshift_codemods.plan.repository.moves import Move, move_of
from routeshift_codemods.plan.repository.unused import without_unused
from routeshift_codemods.resolve import (
    Diagnostic,
    Inventory,
    Operated,
    Site,
    Sites,
    fits,
    is_accepted,
    operated,
)

Texts = dict[Path, tuple[SourceText, str | None]]


@dataclass(frozen=True, slots=True)
class Repository:
    """What moves around the APIs of a run.

    Attributes:
        texts: The new text of each file.
        implementations: How many functions take a request from now on.
        calls: How many calls pass one.
        left: Why operations keep their implementations and calls, by file and line.
        outside: How many functions and calls keep theirs because they are outside of the target.
    """

    texts: Texts = field(default_factory=dict)
    implementations: int = 0
    calls: int = 0
    left: tuple[Diagnostic, ...] = ()
    outside: int = 0


def repository_of(
    inventory: Inventory, rewrites: Sequence[Rewrite], options: Options, taken: Collection[Path]
) -> Repository:
    """What moves around the APIs of a run: implementations and calls.

    Args:
        inventory: What the target declares.
        rewrites: The modules that are rewritten.
        options: How to rewrite.
        taken: The files that the rewrite of the APIs writes.
    """
    index = inventory.index
    target = index.tree.target
    surroundings = Surroundings(index, (project_of(target), target), tests=True)
    every = operated(surroundings, inventory.legacy)
    layouts = {api.protocol: rewrite.layout for rewrite in rewrites for api in rewrite.apis}
    moves = {
        one: move
        for one in every
        if one.api.protocol in layouts and one.method.rewritable
        if (move := move_of(surroundings.index, one, layouts[one.api.protocol], options.convention))
        is not None
    }
    if not moves:
        return Repository()
    sites = Sites(surroundings, every)
    return _Repository(surroundings, index, moves, list(sites.all()), taken).moved()


@dataclass
class _Repository:
    surroundings: Surroundings
    target: Index
    moves: Mapping[Operated, Move]
    sites: Sequence[Site]
    taken: Collection[Path]
    reasons: dict[Operated, list[Diagnostic]] = field(default_factory=dict)
    outside: Collection[Operated] = ()

    def moved(self) -> Repository:
        functions = {move: list(self._functions(move)) for move in self.moves.values()}
        every = [function for own in functions.values() for function in own]
        by_node: dict[ast.AST, FunctionMove] = {function.node: function for function in every}
        calls = [call for site in self.sites for call in self._calls(site, by_node)]
        outside = self._leave_outside(every, calls)
        for function in every:
            self._hold(function)
        for call in calls:
            self._hold_call(call)
        for site in self.sites:
            self._hold_doubt(site)
        free = [move for move in self.moves.values() if move.operated not in self.reasons]
        moving = [f for move in free for f in functions[move] if not f.takes_anything]
        # A call forwards a request only where the function around it has got one.
        calling = [
            call if call.around in moving else replace(call, around=None)
            for call in calls
            if call.move in free
        ]
        left = [one for rows in self.reasons.values() for one in rows]
        return Repository(
            self._texts(moving, calling),
            len(moving),
            len(calling),
            tuple(sorted(dict.fromkeys(left), key=lambda one: (one.path, one.line))),
            outside,
        )

    def _leave_outside(self, functions: Collection[FunctionMove], calls: Sequence[CallMove]) -> int:
        """Leave the operations with something outside of the target; how much there is of it."""
        found = [f.move for f in functions if self._is_outside(f.module)]
        found += [call.move for call in calls if self._is_outside(call.site.module)]
        for move in found:
            self.reasons.setdefault(move.operated, [])
        self.outside = {move.operated for move in found}
        return len(found)

    def _is_outside(self, module: Module) -> bool:
        target = self.target.tree.target
        return target != module.path and target not in module.path.parents

    def _functions(self, move: Move) -> Iterator[FunctionMove]:
        for one in move.operated.functions.values():
            yield FunctionMove(move, one)

    def _calls(self, site: Site, functions: Mapping[ast.AST, FunctionMove]) -> Iterator[CallMove]:
        candidates = [self.moves[o] for o in site.operations if o in self.moves]
        for move in candidates if site.is_moved else ():
            function = site.scope.function
            yield CallMove(move, site, functions.get(function.node) if function else None)

    def _hold_doubt(self, site: Site) -> None:
        """What may be a call of an operation, which nobody must break, keeps it."""
        candidates = [self.moves[o] for o in site.operations if o in self.moves]
        for move in candidates if not is_accepted(site.module, site.node) else ():
            if site.verdict == "twin":
                message = f"a call reaches it as another Protocol's: {site.reason}"
                self._leave(move, site, message)
            elif site.verdict == "unknown" and self._may_be(site, move):
                self._leave(move, site, f"this may be a call of it: {site.reason}")

    @staticmethod
    def _may_be(site: Site, move: Move) -> bool:
        if site.part.role == "arguments":
            return True
        return site.call is not None and fits(site.call, move.operated)

    def _leave(self, move: Move, site: Site, message: str) -> None:
        self._tell(move, message, site.module.path, site.node.end_lineno or site.node.lineno)

    def _tell(self, move: Move, message: str, path: Path, line: int) -> None:
        if move.operated in self.outside:
            return
        subject = move.operated.method.subject
        found = Diagnostic("call", subject, message, path, line)
        self.reasons.setdefault(move.operated, []).append(found)

    def _hold(self, function: FunctionMove) -> None:
        """What keeps an implementation, and with it its operation."""
        move = function.move
        owner = function.implementing.owner.name
        reason = function.hindrance() or self._place(function.module, move)
        if reason:
            message = f"{owner}.{function.node.name} stays as it is: {reason}"
            self._tell(move, message, function.module.path, function.node.lineno)

    def _hold_call(self, call: CallMove) -> None:
        reason = call.hindrance() or self._place(call.site.module, call.move)
        if reason and not is_accepted(call.site.module, call.site.node):
            self._leave(call.move, call.site, f"this call stays as it is: {reason}")

    def _place(self, module: Module, move: Move) -> str | None:
        """Why a file cannot change."""
        if module.path in self.taken:
            return "it stands in a file of the API"
        if module.source.mixed:
            return "the lines of its file end in different ways"
        return hindrance(self.surroundings.index, module, move)

    def _texts(self, functions: Sequence[FunctionMove], calls: Sequence[CallMove]) -> Texts:
        modules: dict[Path, Module] = {}
        changes: dict[Path, list[Change]] = {}
        needed: dict[Path, dict[str, list[Move]]] = {}
        extra: dict[Path, list[str]] = {}
        for function in functions:
            path = function.module.path
            modules[path] = function.module
            changes.setdefault(path, []).extend(function.changes())
            needed.setdefault(path, {}).setdefault(function.move.home, []).append(function.move)
            if function.copied and "copy" not in function.module.names:
                extra[path] = ["from copy import copy"]
        for call in calls:
            path = call.site.module.path
            modules[path] = call.site.module
            changes.setdefault(path, []).append(call.change())
            if not call.forwards:
                needed.setdefault(path, {}).setdefault(call.move.home, []).append(call.move)
        for path, module in modules.items():
            more = import_changes(module, needed.get(path, {}), extra.get(path, ()))
            changes[path].extend(more)
        texts: Texts = {}
        for path, module in modules.items():
            names = {name for f in functions if f.module is module for name in f.used}
            text = applied(module, changes[path])
            texts[path] = (module.source, without_unused(self.surroundings, module, text, names))
        return texts
