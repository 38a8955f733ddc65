"""Reading `@webmethod(...)` from source, whosever decorator it is."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift.webmethod import WebMethod, webmethod_from
from routeshift_codemods.index.constants import UnknownValueError, value_of
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.names import Defined, lookup_expression

NAME = "webmethod"
_USUAL_ORDER = ("route", "method", "level")


@dataclass(frozen=True, slots=True)
class Decorator:
    """One `@webmethod(...)`.

    Attributes:
        call: The decorator in source.
        expressions: Its arguments by name.
        entry: The metadata; an argument that cannot be read is left out of it.
        unread: The names of those arguments.
    """

    call: ast.Call
    expressions: dict[str, ast.expr]
    entry: WebMethod
    unread: tuple[str, ...]


def is_webmethod(index: Index, module: Module, node: ast.expr) -> bool:
    """Whether a decorator is a webmethod, by the name that it was defined with."""
    target = node.func if isinstance(node, ast.Call) else node
    found = lookup_expression(index, module, target)
    if found is None:
        return False
    name = found.bound.name if isinstance(found, Defined) else found.name
    return name.rpartition(".")[2] == NAME


def read(index: Index, module: Module, call: ast.Call) -> Decorator:
    """Read one decorator."""
    expressions = _arguments(index, module, call)
    values: dict[str, object] = {}
    unread: list[str] = []
    for name, expression in expressions.items():
        try:
            values[name] = value_of(index, module, expression)
        except UnknownValueError:
            unread.append(name)
    return Decorator(call, expressions, webmethod_from(values), tuple(unread))


def _arguments(index: Index, module: Module, call: ast.Call) -> dict[str, ast.expr]:
    order = _order(index, module, call.func) or _USUAL_ORDER
    found = dict(zip(order, call.args, strict=False))
    return found | {k.arg: k.value for k in call.keywords if k.arg is not None}


def _order(index: Index, module: Module, node: ast.expr) -> tuple[str, ...]:
    found = lookup_expression(index, module, node)
    if isinstance(found, Defined) and isinstance(found.node, ast.FunctionDef):
        arguments = found.node.args
        return tuple(arg.arg for arg in [*arguments.posonlyargs, *arguments.args])
    return ()
