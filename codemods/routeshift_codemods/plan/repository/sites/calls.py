"""Calls: the arguments go into a request, which is built in place or passed on as a whole."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routeshift_codemods.edit import Change, ReplaceCall
from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.sites.functions import FunctionMove
from routeshift_codemods.resolve import Site


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
    def module(self) -> Module:
        """Its module."""
        return self.site.module

    @property
    def line(self) -> int:
        """Where it is."""
        return self.site.line

    @property
    def needs_request(self) -> bool:
        """Whether its module has to know the class of the request."""
        return not self.forwards

    @property
    def needed_at_import(self) -> bool:
        """Whether it runs when its module is imported."""
        return self.site.scope.function is None

    @property
    def _call(self) -> ast.Call:
        assert self.site.call is not None
        return self.site.call

    @property
    def parameters(self) -> tuple[str, ...] | None:
        """What it passed by position, in order; None where source does not tell."""
        call = self._call
        orders = {self._order(function) for function in self.site.functions}
        orders = {(*self._itself, *order) for order in orders or {self.move.parameters}}
        given = {order[: len(call.args)] for order in orders}
        return next(iter(orders)) if len(given) == 1 else None

    @property
    def _itself(self) -> tuple[str, ...]:
        """The object, where the method is called through its class and gets it first."""
        return ("self",) if self.site.unbound else ()

    @property
    def _plain(self) -> tuple[str, ...]:
        """What stays in front of the request."""
        return (*self._itself, *self.move.takes.before)

    def _order(self, function: ast.stmt) -> tuple[str, ...]:
        known: Mapping[FunctionNode, object] = self.move.operated.functions
        if function in known:
            own = self.move.operated.functions[function].parameters  # type: ignore[index]
            return tuple(p.name for p in own if not p.facts.variadic)
        return self.move.parameters

    def hindrance(self) -> str | None:
        """Why it cannot pass a request; None when it can."""
        call = self._call
        inner = self.site.scope.finding(self.move.request)
        if self.needs_request and inner is not None and inner.parent is not None:
            return f"it has another `{self.move.request}`"
        # Not guessed: what stays is listed, with this reason.
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            return "which arguments it passes is known at run time only"
        parameters = self.parameters
        if parameters is None:
            return "those that it may call take their arguments in different orders"
        if len(call.args) > len(parameters):
            return "it passes more arguments than the method takes"
        known: Mapping[FunctionNode, object] = self.move.operated.functions
        if call.args and not self.move.ordered and not {*self.site.functions} & known.keys():
            return "only an older version tells which parameters it passes by position: name them"
        unpacks = any(keyword.arg is None for keyword in call.keywords)
        given = {*parameters[: len(call.args)], *(k.arg for k in call.keywords if k.arg)}
        lost = [name for name in self.move.parameters if name in given and self._is_lost(name)]
        if lost:
            return f"no `{self.move.request}` has its `{lost[0]}`"
        if self.move.demanded and not unpacks:
            return f"it has nothing for `{self.move.demanded[0]}`, which a request must have"
        # What is unpacked has the parameters' names, not those that the request takes.
        outside = {*self._plain, *self.move.takes.after, *self.move.keywords}
        if unpacks and (self.move.takes.after or not given >= outside):
            return "which arguments it passes is known at run time only"
        return None

    @property
    def given(self) -> int | str:
        """Where it passes the request: its position among the arguments, or its name."""
        named = {keyword.arg for keyword in self._call.keywords}
        positional = (self.parameters or ())[: len(self._call.args)]
        by_name = bool(named & {*self._plain})
        return self.move.argument if by_name else sum(n in self._plain for n in positional)

    def _is_lost(self, name: str) -> bool:
        """Whether a parameter is neither in the request nor beside it."""
        return name not in self.move.fields and name not in self.move.takes.names

    def changes(self) -> Iterator[Change]:
        """The change of the call."""
        call = self._call
        parameters = self.parameters or ()
        forwards = self.forwards
        known = {*self.move.fields, *self._plain}
        passed = [*parameters, *(k.arg for k in call.keywords if k.arg)]
        behind = tuple(dict.fromkeys(n for n in passed if n not in known))
        request = self.move.request
        if self.site.part.has_mocks:
            # A request would let in no mock, and nothing that only equals what it holds.
            request = f"{request}.model_construct"
        replaced = ReplaceCall(
            self._passed if forwards else request,
            parameters,
            self._plain,
            behind,
            forwards,
            self.move.argument,
            tuple(self.move.keywords.items()),
        )
        yield Change(self.module.path, self.module.source.span(call), replaced)

    @property
    def _passed(self) -> str:
        return self.around.move.argument if self.around is not None else self.move.argument

    @property
    def forwards(self) -> bool:
        """Whether it passes on, as it is, all that the request around it holds."""
        call, around = self._call, self.around
        if around is None or around.move.request != self.move.request:
            return False
        values = dict(zip(self.parameters or (), call.args, strict=False))
        values |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        if any(keyword.arg is None for keyword in call.keywords):
            return False
        # What the body binds anew is no longer what came in the request.
        kept = {*around.in_place}
        return all(
            isinstance(value := values.get(name), ast.Name) and value.id == name and name in kept
            for name in self.move.fields
        )
