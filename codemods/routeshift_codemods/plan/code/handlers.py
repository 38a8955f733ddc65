"""The handlers of a router: one function for each method, in plain FastAPI."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from routeshift.wire import REQUEST, BoundParameter, Place
from routeshift_codemods.new import (
    Expression,
    Parameter,
    Statement,
    Template,
    annotated,
    call,
    docstring,
    dotted,
    expression,
    identifier,
    literal,
    parameter,
    union,
)
from routeshift_codemods.plan.code.invocations import body_of
from routeshift_codemods.plan.code.request_models import RequestModel
from routeshift_codemods.plan.code.routes import RouteRenderer
from routeshift_codemods.plan.code.served import ServedParameter, body_documented, parsed_name
from routeshift_codemods.plan.code.streams import answer_of, flag_of
from routeshift_codemods.resolve import Method, MethodParameter, members_of_union

_HANDLER = Template("""
@{decorators}
async def {name}({parameters}) -> {returns}:
    {docstring}
    {body}
""")


@dataclass(frozen=True, slots=True)
class HandlerRenderer(RouteRenderer):
    """Renders handlers of one module."""

    def handler(self, method: Method, model: RequestModel | None, name: str) -> Statement:
        """One handler with its decorators.

        Args:
            method: The method.
            model: Its request model, if it has one.
            name: What the handler is called.
        """
        description = inspect.cleandoc(method.docs.description)
        flag = flag_of(self.index, method)
        return _HANDLER.statement(
            decorators=list(self.decorators(method, model, name)),
            name=identifier(name),
            parameters=self._parameters(method, model),
            returns=self._returns(method, streams=flag is not None),
            docstring=[docstring(description)] if description else [],
            body=body_of(self, method, model, flag),
        )

    def _parameters(self, method: Method, model: RequestModel | None) -> list[Parameter]:
        shown = method.binding.parameters if method.spread else method.binding.plain
        rows = [row for bound in shown for row in self._rows(method, bound)]
        if model is not None and not method.spread:
            in_path = sum(bound.place is Place.PATH for bound in shown)
            rows.insert(in_path, self._request_parameter(method, model))
        # Python wants those with a default last; the sort keeps the order otherwise.
        return sorted(rows, key=lambda row: row.default is not None)

    def _request_parameter(self, method: Method, model: RequestModel) -> Parameter:
        kind = dotted(model.name)
        if method.binding.request_place is Place.QUERY:
            return parameter(REQUEST, self._annotated(kind, call(self._use("fastapi", "Query"))))
        optional = method.binding.request_optional
        or_none = union([kind, literal(None)])
        accepted, default = (or_none, literal(None)) if optional else (kind, None)
        if not body_documented(method):
            return parameter(REQUEST, accepted, default)
        # The wire takes no body, or demands one, where the document says otherwise (rule R6): what
        # validates and what is documented differ.
        either = call(
            self._use("pydantic", "BeforeValidator"),
            [expression("lambda value: value")],
            json_schema_input_type=kind if optional else or_none,
        )
        return parameter(REQUEST, self._annotated(accepted, either), default)

    def _rows(self, method: Method, bound: BoundParameter) -> Iterator[Parameter]:
        """The parameter of a handler, and the one beside it that a parser gives."""
        yield self._parameter(method, bound)
        own = method.parameter(bound.name)
        if own.wire is not None and own.wire.parser is not None:
            served = ServedParameter(self.parameters, own, own.wire, self.symbols)
            yield parameter(parsed_name(method, bound.name), self._annotated(*served.parser()))

    def _parameter(self, method: Method, bound: BoundParameter) -> Parameter:
        own = method.parameter(bound.name)
        described = method.docs.parameter(bound.name)
        # Without a marker, FastAPI would read a form's field from the query.
        needed = described or not bound.place.value.implied or bound.promised
        marker = _marker(own, bound) if needed else None
        if marker is not None and own.marker is None:
            marker = self._use("fastapi", marker)
        pieces = self.parameters.described(own, marker, described, self.symbols)
        default = self.parameters.handler_default(own, self.symbols)
        if bound.place is Place.PATH:
            default = None
        # The parser beside it says what is demanded: this one is there for the document.
        elif own.wire is not None and own.wire.parser is not None:
            default = literal(None)
        return parameter(bound.name, self._annotated(*pieces), default)

    def _annotated(self, *pieces: Expression) -> Expression:
        if len(pieces) == 1:
            return pieces[0]
        return annotated(dotted(self._use("typing", "Annotated")), pieces)

    def _returns(self, method: Method, *, streams: bool) -> Expression | None:
        returns = method.node.returns
        if returns is None:
            return None
        if streams:
            # The document reads `response_model`; this is for the reader and the type checker.
            members = members_of_union(self.index, method.module, returns)
            stream = dotted(self._use(self.contract, "EventStream"))
            return union([*map(self.parameters.annotation, members), stream])
        answer = answer_of(self.index, method)
        return self.union(answer) if answer.item is None else self.parameters.annotation(returns)

    def _use(self, where: str, name: str) -> str:
        return self.symbols.use(where, name)


def _marker(own: MethodParameter, bound: BoundParameter) -> str | None:
    """The marker that a parameter gets; one that was moved has lost its own."""
    place = bound.place.value
    moved = own.wire is not None and own.wire.place is not None
    return place.markers[0] if moved and place.markers else place.given
