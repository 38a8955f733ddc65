"""What keeps an operation as it is: it moves as a whole, or not at all."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routeshift_codemods.index import Index, Module
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.sites import (
    CallMove,
    FunctionMove,
    Importing,
    ReadMove,
    other_takers,
)
from routeshift_codemods.resolve import Diagnostic, Implementing, Operated, Site, fits, is_accepted


@dataclass
class Staying:
    """The operations that stay, and why.

    Attributes:
        index: The facts of the whole project.
        target: What may change: this folder or file.
        apart: The modules that are taken apart.
        reasons: Why each of them stays; none for those with something outside of the target.
        outside: The file of each function and call outside of the target, by operation.
        alone: What else stays, and keeps nothing.
    """

    index: Index
    target: Path
    apart: Collection[Path]
    reasons: dict[Operated, list[Diagnostic]] = field(default_factory=dict)
    outside: dict[Operated, list[Path]] = field(default_factory=dict)
    alone: list[Diagnostic] = field(default_factory=list)
    _importing: Importing = field(init=False)

    def __post_init__(self) -> None:
        self._importing = Importing(self.index)

    def leave_outside(self, move: Move, module: Module) -> None:
        """Leave an operation that has something outside of the target."""
        if self._is_outside(module):
            self.outside.setdefault(move.operated, []).append(module.path)
            self.reasons.setdefault(move.operated, [])

    def _is_outside(self, module: Module) -> bool:
        return not module.path.is_relative_to(self.target)

    def hold_function(self, function: FunctionMove) -> None:
        """What keeps a function, and with it its operation."""
        # Of an operation that has something outside no other reason is told.
        if function.move.operated in self.outside:
            return
        reason = function.hindrance() or self._place(function)
        reason = reason or other_takers(self.index, function.implementing, function.moved)
        if reason:
            message = f"{function.label} stays as it is: {reason}"
            self._tell(function.move, message, function.module.path, function.node.lineno)

    def hold_alike(self, move: Move, own: Implementing) -> None:
        """A class that may be passed as the API, for all that it says: nobody would know."""
        if own.owner is None or is_accepted(own.module, own.owner) or self._is_outside(own.module):
            return
        name = move.operated.api.protocol.name
        message = (
            f"{own.owner.name} has all that {name} has, and says nowhere that it implements it: "
            "give it that base, or accept it"
        )
        self._tell(move, message, own.module.path, own.owner.lineno)

    def tell_stranger(self, move: Move, stranger: Implementing) -> None:
        """An implementation that stays alone: nobody can call it as its API says."""
        function = FunctionMove(move, stranger)
        known = is_accepted(function.module, function.node)
        if not known and not self._is_outside(function.module):
            message = f"{function.label} stays as it is: it takes other arguments than its API has"
            line = function.node.lineno
            subject = move.operated.method.subject
            self.alone.append(Diagnostic("call", subject, message, function.module.path, line))

    def hold_call(self, call: CallMove | ReadMove) -> None:
        """What keeps a call, or what reads the arguments of one."""
        if call.move.operated in self.outside:
            return
        reason = call.hindrance() or self._place(call)
        if reason:
            kind = "call" if isinstance(call, CallMove) else "test"
            self._leave(call.move, call.site, f"this {kind} stays as it is: {reason}")

    def hold_replaced(self, move: Move, site: Site, alone: Collection[ast.AST]) -> None:
        """What keeps a method that something stands in for which is no function of its own."""
        if site.stand_in is None:
            is_lambda = isinstance(site.part.stand_in, ast.Lambda)
            reason = "a lambda" if is_lambda else "what source does not tell"
            self._leave(move, site, f"this stays as it is: {reason} is called in its place")
        elif site.stand_in.node not in alone:
            name = site.stand_in.node.name
            self._leave(move, site, f"this stays as it is: `{name}` is used elsewhere, too")

    def hold_reference(self, move: Move, site: Site) -> None:
        """A method that is passed on."""
        dynamic = site.part.role == "dynamic"
        said = site.reason if dynamic else "the method is passed on without being called"
        self._leave(move, site, f"this call stays as it is: {said}")

    def hold_doubt(self, site: Site, moves: Mapping[Operated, Move]) -> None:
        """What may be a call of an operation, which nobody must break, keeps it."""
        for move in [moves[one] for one in site.operations if one in moves]:
            if site.verdict == "twin":
                message = f"a call reaches it as another Protocol's: {site.reason}"
                self._leave(move, site, message)
            elif site.verdict == "unknown" and _may_be(site, move):
                self._leave(move, site, f"this may be a call of it: {site.reason}")

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """Every reason, by file and line."""
        rows = [*self.alone, *(one for rows in self.reasons.values() for one in rows)]
        return sorted(dict.fromkeys(rows), key=lambda one: (one.path, one.line))

    def _leave(self, move: Move, site: Site, message: str) -> None:
        if not is_accepted(site.module, site.node):
            self._tell(move, message, site.module.path, site.line)

    def _tell(self, move: Move, message: str, path: Path, line: int) -> None:
        if move.operated not in self.outside:
            found = Diagnostic("call", move.operated.method.subject, message, path, line)
            self.reasons.setdefault(move.operated, []).append(found)

    def _place(self, one: FunctionMove | CallMove | ReadMove) -> str | None:
        """Why a file cannot change."""
        module, move = one.module, one.move
        if module.path in self.apart and move.operated.api.module is module:
            return None
        if module.source.mixed:
            return "the lines of its file end in different ways"
        return self._importing.hindrance(module, move, one.line if one.needed_at_import else None)


def _may_be(site: Site, move: Move) -> bool:
    if site.part.role == "arguments":
        return True
    return site.call is not None and fits(site.call, move.operated)
