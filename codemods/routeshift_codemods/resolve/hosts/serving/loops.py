"""Loops that add a route for each operation: what of one is the app, and who implements what.

A loop has all APIs and a table of implementations, or one Protocol with its implementation beside
it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.resolve.hosts.records import Host, name_of
from routeshift_codemods.resolve.hosts.serving.roles import (
    assigned,
    implementation,
    names_in,
    protocols_in,
)
from routeshift_codemods.resolve.hosts.serving.tables import served_of
from routeshift_codemods.syntax import local_names, walk

_ADDING = frozenset({"add_api_route", "add_route"})
# The app, and the function that makes the handler, if one is called.
_Added = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop that adds a route for each operation.

    Attributes:
        node: It.
        app: What gets the routes.
        maker: The function that makes a handler, if one is called.
        served: The implementations by their APIs, as an expression.
        of_routers: Whether these are those of the routers, and no others.
    """

    node: ast.For
    app: str
    maker: str | None
    served: str
    of_routers: bool = False


_BLOCKS = (ast.If, ast.Try, ast.With, ast.AsyncWith)


def outer_loops(host: Host) -> list[ast.For]:
    """The loops of a host that add routes and stand in no other loop.

    Args:
        host: A function that depends on the metadata.
    """
    found = _loops(host.function, _BLOCKS)
    return [loop for loop in found if first_added(host.module, loop) is not None]


def known_loops(host: Host) -> Iterator[Loop]:
    """The loops of a host that add routes, and that say who implements what.

    Args:
        host: A function that depends on the metadata.
    """
    inner = (*_BLOCKS, ast.For)
    # What takes one API at a time may itself stand in a loop over them.
    for of, around in ((_of_table, _BLOCKS), (_of_one, inner)):
        found = (of(host, loop) for loop in _loops(host.function, around))
        yield from (loop for loop in found if loop is not None)


def _loops(function: FunctionNode, around: tuple[type[ast.stmt], ...]) -> Iterator[ast.For]:
    """The loops of a function, the outermost first.

    Args:
        function: The function.
        around: The statements that they may stand in.
    """
    waiting: list[ast.AST] = [function]
    for node in waiting:
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, [])
            yield from (one for one in body if isinstance(one, ast.For))
            waiting += [one for one in body if isinstance(one, around)]


def _of_table(host: Host, loop: ast.For) -> Loop | None:
    """A loop over APIs that takes their implementations from a table, by their names."""
    added = first_added(host.module, loop)
    if names_in(loop.target, ast.Store) & protocols_in(host.index, host.module, loop):
        return None  # The key is a Protocol.
    impl = None if added is None else implementation(host, loop, added[0])
    served = None if impl is None else served_of(host, loop, impl)
    return None if added is None or served is None else Loop(loop, *added, served)


def _of_one(host: Host, loop: ast.For) -> Loop | None:
    """A loop over the methods of one Protocol, whose implementation is beside it."""
    added = first_added(host.module, loop)
    impl = None if added is None else implementation(host, loop, added[0])
    known = local_names(host.function) - names_in(loop, ast.Store)
    over = assigned(host.function).get(name_of(loop.iter) or "", loop.iter)
    asked = protocols_in(host.index, host.module, over)
    protocols = [text for text in asked if _is_known(ast.parse(text, mode="eval").body, known)]
    if added is None or impl is None or not _is_known(impl, known) or len(protocols) != 1:
        return None
    api, routers = host.free("api"), host.free("routers")
    served = (
        f"{{{api}.name: {ast.unparse(impl)} for {api} in {routers} "
        f"if {api}.protocol is {protocols[0]}}}"
    )
    return Loop(loop, *added, served, of_routers=True)


def _is_known(node: ast.expr, known: Collection[str]) -> bool:
    """Whether something is a variable that is known, or an attribute of one."""
    return (
        _is_known(node.value, known) if isinstance(node, ast.Attribute) else name_of(node) in known
    )


def first_added(module: Module, loop: ast.For) -> _Added | None:
    """The app that a loop adds routes to, and what makes a handler; None where it adds none.

    Args:
        module: The module of the loop.
        loop: The loop.
    """
    calls = [node for node in walk(loop) if isinstance(node, ast.Call)]
    found = (added_by(call) or _added_for(module, call) for call in calls)
    return next(filter(None, found), None)


def adding_in(module: Module, loop: ast.For) -> Iterator[ast.Call]:
    """The calls that add a route, those in a function of the module included.

    Args:
        module: The module of the loop.
        loop: The loop.
    """
    for node in walk(loop):
        if isinstance(node, ast.Call) and (added_by(node) or _added_for(module, node)):
            yield node
            if not added_by(node):
                inside = walk(module.names[name_of(node.func) or ""].node)
                yield from (c for c in inside if isinstance(c, ast.Call) and added_by(c))


def added_by(node: ast.AST) -> _Added | None:
    """The app, and who makes the handler, where a call adds a route: by its verb, or by name.

    Args:
        node: Any code.
    """
    if not isinstance(node, ast.Call):
        return None
    # getattr(app, method)(path)(handler)
    by_verb = node.func.func if isinstance(node.func, ast.Call) else None
    if isinstance(by_verb, ast.Call) and name_of(by_verb.func) == "getattr" and by_verb.args:
        return ast.unparse(by_verb.args[0]), _maker(node.args[0] if node.args else None)
    if isinstance(node.func, ast.Attribute) and node.func.attr in _ADDING:
        handler = next((k.value for k in node.keywords if k.arg == "endpoint"), None)
        handler = node.args[1] if len(node.args) > 1 else handler
        return ast.unparse(node.func.value), _maker(handler)
    return None


def _added_for(module: Module, node: ast.Call) -> _Added | None:
    """The same, where a function of the module adds the route to an app that it is given."""
    name = name_of(node.func)
    bound = module.names.get(name or "")
    function = bound.node if bound is not None else None
    if not isinstance(function, FunctionNode):
        return None
    parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    given = dict(zip(parameters, node.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    for app, maker in filter(None, map(added_by, walk(function))):
        if app in given:
            # Or it makes the handler itself.
            return ast.unparse(given[app]), maker or name
    return None


def _maker(handler: ast.expr | None) -> str | None:
    return name_of(handler.func) if isinstance(handler, ast.Call) else None
