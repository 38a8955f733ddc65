"""Protocols without HTTP: the changes that take decorators away and put requests in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routeshift.wire import REQUEST, Place
from routeshift_codemods.edit import (
    Change,
    Marked,
    NewParameter,
    RemoveDecorator,
    RemoveMarkers,
    ReplaceParameters,
    docstring_changes,
)
from routeshift_codemods.index import Index, Module
from routeshift_codemods.new import code_of
from routeshift_codemods.plan.code.served import carried
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.plan.options import Convention
from routeshift_codemods.resolve import (
    Method,
    MethodParameter,
    annotated_parts,
    given_default,
    marker_of,
    receiver,
)


@dataclass(frozen=True, slots=True)
class Call:
    """What the Protocol's method takes after the rewrite.

    Attributes:
        before: The plain parameters in front of the request.
        request: The name of the request model's class; None when the method takes no request.
        after: The plain parameters behind it.
    """

    before: tuple[str, ...]
    request: str | None
    after: tuple[str, ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """The parameters that it took before, too."""
        return (*self.before, *self.after)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters, in order."""
        return (*self.before, *([REQUEST] if self.request else []), *self.after)


def call_of(method: Method, convention: Convention) -> Call:
    """What a method takes after the rewrite.

    Path parameters come first, then the request, then files and what has a default. A method
    without request fields takes what it took.
    """
    plain = list(method.binding.plain)
    request = method.binding.request_name if method.binding.request_fields else None
    if convention == "whole" and method.binding.at(Place.PATH):
        plain = [bound for bound in plain if bound.place is not Place.PATH]
        request = whole_name(method)
    if request is None:
        return Call(tuple(bound.name for bound in plain), None, ())
    before = tuple(b.name for b in plain if b.place is Place.PATH)
    return Call(before, request, tuple(b.name for b in plain if b.name not in before))


def requests_of(method: Method, convention: Convention) -> list[str]:
    """The models that are written for a method: of its request, of all it takes, or of both."""
    body = method.binding.request_name if method.binding.request_fields else None
    return [n for n in dict.fromkeys((body, call_of(method, convention).request)) if n]


def whole_name(method: Method) -> str:
    """The model that holds path parameters too, under the `whole` convention.

    The body's model keeps its name, for that is in the document (rule D1).
    """
    name = method.binding.request_name
    # `...Request` is the name of the body's model, which clients know (rule D1).
    return name.removesuffix("Request") + "Call" if method.binding.request_fields else name


def decorator_numbers(method: Method) -> tuple[int, ...]:
    """Which of a method's decorators are routes, from top to bottom."""
    routes = [route.node for route in method.routes]
    return tuple(n for n, node in enumerate(method.node.decorator_list) if node in routes)


def method_changes(
    module: Module, method: Method, takes: Call, symbols: Symbols
) -> Iterator[Change]:
    """The changes of one method: its decorators, its signature, its docstring.

    Args:
        module: The module that it stands in.
        method: The method.
        takes: What it takes afterwards.
        symbols: What the Protocol's file calls what it imports for parameters that only
            implementations had.
    """
    node = method.node
    span = module.source.span(node)
    yield Change(module.path, span, RemoveDecorator(decorator_numbers(method)))
    kept = [parameter for parameter in method.parameters if parameter.name in takes.plain]
    marked = tuple(filter(None, (_marked(symbols.index, module, p) for p in kept)))
    if marked:
        yield Change(module.path, span, RemoveMarkers(marked))
    added = {p.name: _added(p, symbols) for p in method.parameters if _is_added(p)}
    if takes.request is None and not added:
        return
    first = receiver(node)
    own = dict.fromkeys([] if first is None else [first.arg])
    rows = (*own, *(_row(name, takes, added) for name in takes.names))
    keyword_only = frozenset({argument.arg for argument in node.args.kwonlyargs} | added.keys())
    replaced = ReplaceParameters(rows, keyword_only)
    yield Change(module.path, span, replaced)
    moved = {p.name for p in method.parameters} - {*takes.plain}
    yield from docstring_changes(module, node, moved)


def _marked(index: Index, module: Module, parameter: MethodParameter) -> Marked | None:
    """What is FastAPI's in the annotation and the default of a parameter; None without that."""
    _, metadata = annotated_parts(index, module, parameter.node.annotation)
    numbers = tuple(n for n, one in enumerate(metadata, 1) if marker_of(index, module, one))
    if parameter.default is None or parameter.default is not parameter.marker:
        return Marked(parameter.name, numbers) if numbers else None
    required = given_default(parameter) is None
    return Marked(parameter.name, numbers, "goes" if required else "unwrapped")


def _row(name: str, takes: Call, added: dict[str, NewParameter]) -> str | NewParameter:
    if name == REQUEST and takes.request:
        return NewParameter(REQUEST, takes.request)
    return added.get(name, name)


def _is_added(parameter: MethodParameter) -> bool:
    return parameter.wire is not None and parameter.wire.promised is not None


def _added(parameter: MethodParameter, symbols: Symbols) -> NewParameter:
    wire = parameter.wire
    assert wire is not None
    assert wire.promised is not None
    annotation = code_of(carried(wire.promised, symbols))
    optional = not parameter.facts.required and wire.default is not None
    default = code_of(carried(wire.default, symbols)) if optional and wire.default else None
    return NewParameter(parameter.name, annotation, default)
