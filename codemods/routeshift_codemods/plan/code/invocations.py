"""What a handler does: it makes the request, and calls the implementation."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift.wire import REQUEST, STREAM_FLAG, Place, StreamFlag
from routeshift_codemods.new import (
    Argument,
    Expression,
    Line,
    Statement,
    Template,
    argument,
    call,
    dotted,
    keyword,
    positional,
    unpacked,
)
from routeshift_codemods.plan.code.protocols import Call, call_of
from routeshift_codemods.plan.code.request_models import (
    RequestModel,
    known_aliases,
    request_aliases,
)
from routeshift_codemods.plan.code.routes import RouteRenderer
from routeshift_codemods.plan.code.served import parsed_name
from routeshift_codemods.resolve import Method

_MADE = Template(f"{REQUEST} = {{model}}({{fields}})")
_OR_EMPTY = Template(f"{REQUEST} = {REQUEST} or {{model}}()")
_STREAMED = Template("""
if {flag}:
    return {stream}({called})
""")
_AWAITED = Template("return await {called}")
_RETURNED = Template("return {called}")


def body_of(
    renderer: RouteRenderer, method: Method, model: RequestModel | None, flag: StreamFlag | None
) -> list[Statement]:
    """The statements of a handler.

    Args:
        renderer: Knows what the file calls its imports.
        method: The method.
        model: Its request model, if it has one.
        flag: Where a request says that it wants a stream; None when it never can.
    """
    called = _invocation(renderer, method, model)
    body: list[Statement] = [*_request(method, model)]
    if flag is not None:
        stream = dotted(renderer.symbols.use(renderer.contract, "EventStream"))
        wanted = _flag(method, model, flag)
        body.append(_STREAMED.statement(flag=wanted, stream=stream, called=called))
    # Also where None is declared: what an implementation returns goes out whole (rule S1).
    awaits = isinstance(method.node, ast.AsyncFunctionDef)
    return [*body, (_AWAITED if awaits else _RETURNED).statement(called=called)]


def _request(method: Method, model: RequestModel | None) -> Iterator[Line]:
    """The statement that makes the request, where a client need not send it as one."""
    if model is not None and method.spread:
        fields = model.made_of({n: dotted(parsed_name(method, n)) for n in model.fields})
        yield _MADE.line(model=dotted(model.name), fields=fields)
    elif model is not None and method.binding.request_optional:
        yield _OR_EMPTY.line(model=dotted(model.name))


def _invocation(renderer: RouteRenderer, method: Method, model: RequestModel | None) -> Expression:
    takes = call_of(method, renderer.options.convention)
    return call(f"impl.{method.name}", _arguments(renderer, method, model, takes))


def _arguments(
    renderer: RouteRenderer, method: Method, model: RequestModel | None, takes: Call
) -> Iterator[Argument]:
    others = [name for name in takes.names if name != REQUEST or not takes.request]
    # By keyword, for the signature's order may not be the path's (rule P7).
    if takes.request is None:
        positional_only = {p.name for p in method.parameters if p.facts.positional_only}
        for name in others:
            value = dotted(name)
            yield positional(value) if name in positional_only else keyword(name, value)
        return
    request = _passed(renderer, method, model, takes.request)
    if not others:
        yield positional(request)
        return
    for name in takes.names:
        yield keyword(name, request if name == REQUEST else dotted(name))


def _passed(
    renderer: RouteRenderer, method: Method, model: RequestModel | None, name: str
) -> Expression:
    """The request; under the `whole` convention one that path parameters have joined."""
    if model is not None and name == model.name:
        return dotted(REQUEST)
    path = [bound.name for bound in method.binding.at(Place.PATH)]
    aliases = known_aliases(request_aliases(renderer.index, method, path))
    fields = [argument(aliases.get(name, name), dotted(name)) for name in path]
    if model is not None and model.aliases:
        fields += model.made_of({n: dotted(f"{REQUEST}.{f}") for n, f in model.fields.items()})
    elif model is not None:
        fields.append(unpacked(call("dict", [dotted(REQUEST)]), by_name=True))
    return call(name, fields)


def _flag(method: Method, model: RequestModel | None, flag: StreamFlag) -> Expression:
    name = flag.parameter
    if flag.field:
        return dotted(f"{name}.{STREAM_FLAG}")
    if model is not None and name in model.fields and not method.spread:
        return dotted(f"{REQUEST}.{model.fields[name]}")
    return dotted(name)
