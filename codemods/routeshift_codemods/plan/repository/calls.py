"""Calls: the arguments go into a request, which is built in place or passed on as a whole."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from routeshift_codemods.edit import Change, ReplaceCall
from routeshift_codemods.index import FunctionNode
from routeshift_codemods.plan.repository.functions import REQUEST, FunctionMove
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.resolve import Site

_HINDRANCES: Mapping[str, str] = {
    "reference": "the method is passed on without being called",
    "arguments": "what a mock of it was called with is read",
}


@dataclass(frozen=True, slots=True)
class CallMove:
    """A call that passes a request from now on.

    Attributes:
        move: Its operation.
        site: Where it is.
        around: The function that it stands in, when that takes a request from now on, too.
    """

    move: Move
    site: Site
    around: FunctionMove | None = None

    @property
    def parameters(self) -> tuple[str, ...] | None:
        """What it passed by position, in order; None where source does not tell."""
        call = self.site.call
        assert call is not None
        orders = {self._order(function) for function in self.site.functions}
        orders = orders or {self.move.parameters}
        given = {order[: len(call.args)] for order in orders}
        return next(iter(orders)) if len(given) == 1 else None

    def _order(self, function: ast.stmt) -> tuple[str, ...]:
        known: Mapping[FunctionNode, object] = self.move.operated.functions
        if function in known:
            own = self.move.operated.functions[function].parameters  # type: ignore[index]
            return tuple(p.name for p in own if not p.facts.variadic)
        return self.move.parameters

    def hindrance(self) -> str | None:
        """Why it cannot pass a request; None when it can."""
        call = self.site.call
        if call is None:
            return _HINDRANCES[self.site.part.role]
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            return "which arguments it passes is known at run time only"
        parameters = self.parameters
        if parameters is None:
            return "those that it may call take their arguments in different orders"
        if len(call.args) > len(parameters):
            return "it passes more arguments than the method takes"
        unpacks = any(keyword.arg is None for keyword in call.keywords)
        given = {*parameters[: len(call.args)], *(k.arg for k in call.keywords if k.arg)}
        outside = {*self.move.takes.before, *self.move.takes.after}
        if unpacks and (self.move.takes.after or not given >= outside):
            return "which arguments it passes is known at run time only"
        return None

    def change(self) -> Change:
        """The change of the call."""
        call = self.site.call
        assert call is not None
        parameters = self.parameters or ()
        forwards = self.forwards
        takes = self.move.takes
        known = {*self.move.fields, *takes.before}
        given = [*parameters, *(k.arg for k in call.keywords if k.arg)]
        behind = tuple(dict.fromkeys(n for n in given if n not in known))
        replaced = ReplaceCall(
            REQUEST if forwards else self.move.request,
            parameters,
            takes.before,
            behind,
            forwards,
        )
        return Change(self.site.module.path, self.site.module.source.span(call), replaced)

    @property
    def forwards(self) -> bool:
        """Whether it passes on, as it is, all that the request around it holds."""
        call, around = self.site.call, self.around
        if around is None or call is None or around.move.request != self.move.request:
            return False
        values = dict(zip(self.parameters or (), call.args, strict=False))
        values |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        if any(keyword.arg is None for keyword in call.keywords):
            return False
        kept = {*around.in_place}
        return all(
            isinstance(value := values.get(name), ast.Name) and value.id == name and name in kept
            for name in self.move.fields
        )
