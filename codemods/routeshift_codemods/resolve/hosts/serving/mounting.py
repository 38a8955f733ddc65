"""The loop of a server that adds a route for each operation: what has moved is mounted behind it.

It has all APIs and a table of implementations, or one Protocol and its implementation.

The loop stays, and serves what has not moved as before: nothing that works changes. What the
handlers of such a server do around a call is its own: a context that they hold is taken along, and
the rest is for a person to compare.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.resolve.hosts.records import (
    Host,
    Owner,
    Replacement,
    Use,
    name_of,
)
from routeshift_codemods.resolve.hosts.serving.context import context_of
from routeshift_codemods.resolve.hosts.serving.roles import (
    assigned,
    implementation,
    names_in,
    protocols_in,
)
from routeshift_codemods.resolve.hosts.serving.tables import served_of
from routeshift_codemods.resolve.hosts.serving.whole import is_whole
from routeshift_codemods.syntax import children, local_names, walk

_ADDING = frozenset({"add_api_route", "add_route"})
# The app, and the function that makes the handler, if one is called.
_Added = tuple[str, str | None]


def mounted(host: Host) -> Replacement | None:
    """The lines that mount what has moved; None where no loop of a known shape adds routes.

    Args:
        host: A function that depends on the metadata.
    """
    # What takes one API at a time may itself stand in a loop over them.
    outer = _loops(host.function, _BLOCKS)
    if sum(_first_added(host.module, loop) is not None for loop in outer) > 1:
        return None
    for of, around in ((_of_table, _BLOCKS), (_of_one, (*_BLOCKS, ast.For))):
        for loop in _loops(host.function, around):
            found = of(host, loop)
            adding = list(_adding(host.module, loop))
            if found is not None and is_whole(host, loop, found.app, adding):
                return _lines(host, found)
    return None


def app_of(node: ast.AST) -> str | None:
    """What a function or a module adds routes to, definitions inside of it left out:
    None for one that adds none.

    Args:
        node: It.
    """
    waiting = [node]
    for one in waiting:
        if (found := _added(one)) is not None:
            return found[0]
        waiting += [child for child in children(one) if not isinstance(child, Owner)]
    return None


def mounted_by_hand(use: Use, packages: str) -> Replacement | None:
    """The lines that mount what has moved, for a person to fill in; None where no route is added.

    Args:
        use: The place that depends on the metadata.
        packages: The packages of the APIs, as arguments of `discover`.
    """
    app = app_of(use.innermost or use.module.tree)
    if app is None:
        return None
    code = _BY_HAND.format(app=app, packages=packages)
    return Replacement(code, ("from routeshift import discover, mount",))


@dataclass(frozen=True, slots=True)
class _Loop:
    """A loop that adds a route for each operation.

    Attributes:
        node: It.
        app: What gets the routes.
        maker: The function that makes a handler, if one is called.
        served: The implementations by their APIs, as an expression.
        lines: What mounts these.
    """

    node: ast.For
    app: str
    maker: str | None
    served: str
    lines: str


_BLOCKS = (ast.If, ast.Try, ast.With, ast.AsyncWith)


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


def _of_table(host: Host, loop: ast.For) -> _Loop | None:
    """A loop over APIs that takes their implementations from a table."""
    added = _first_added(host.module, loop)
    impl = None if added is None else implementation(host, loop, added[0])
    served = None if impl is None else served_of(host, loop, impl)
    return None if added is None or served is None else _Loop(loop, *added, served, _LINES)


def _of_one(host: Host, loop: ast.For) -> _Loop | None:
    """A loop over the methods of one Protocol, whose implementation is beside it."""
    added = _first_added(host.module, loop)
    impl = None if added is None else name_of(implementation(host, loop, added[0]))
    known = local_names(host.function) - names_in(loop, ast.Store)
    over = assigned(host.function).get(name_of(loop.iter) or "", loop.iter)
    protocols = known & protocols_in(host.index, host.module, over)
    if added is None or impl not in known or len(protocols) != 1:
        return None
    (protocol,), routers = protocols, host.free("routers")
    served = f"{{api.name: {impl} for api in {routers} if api.protocol is {protocol}}}"
    return _Loop(loop, *added, served, _LINES_OF_ONE)


def _first_added(module: Module, loop: ast.For) -> _Added | None:
    calls = [node for node in walk(loop) if isinstance(node, ast.Call)]
    found = (_added(call) or _added_for(module, call) for call in calls)
    return next(filter(None, found), None)


def _adding(module: Module, loop: ast.For) -> Iterator[ast.Call]:
    """The calls that add a route, those in a function of the module included."""
    for node in walk(loop):
        if isinstance(node, ast.Call) and (_added(node) or _added_for(module, node)):
            yield node
            if not _added(node):
                inside = walk(module.names[name_of(node.func) or ""].node)
                yield from (c for c in inside if isinstance(c, ast.Call) and _added(c))


def _added(node: ast.AST) -> _Added | None:
    """The app, and who makes the handler, where a call adds a route: by its verb, or by name."""
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
    for app, maker in filter(None, map(_added, walk(function))):
        if app in given:
            # Or it makes the handler itself.
            return ast.unparse(given[app]), maker or name
    return None


def _maker(handler: ast.expr | None) -> str | None:
    return name_of(handler.func) if isinstance(handler, ast.Call) else None


def _called(host: Host, name: str) -> str:
    """What a host calls something of ours: its own of that name would hide it."""
    bound = host.module.names.get(name)
    ours = bound is not None and bound.target == ("routeshift", name)
    if name not in local_names(host.function) and (ours or bound is None):
        return name
    return host.free(f"{name}_apis")


_LINES = """\
# What has moved is served by its routers: the loop above finds nothing of it.
{routers} = {discover}({packages}).routers
{served} = {impls}
{mount}(
    {app},
    {routers},
    {{name: impl for name, impl in {served}.items() if name in {routers}}},
    {rows},
)
"""
_LINES_OF_ONE = """\
# What has moved is served by its router: the loop above finds nothing of it.
{routers} = {discover}({packages}).routers
{served} = {impls}
{mount}({app}, {routers}, {served}, {options})
"""
_BY_HAND = """\
# Once for all APIs, where the app has been made: what adds routes finds nothing of routers.
routers = discover({packages}).routers
served = {{"the name of an API, as routeshift scan says": "its implementation"}}
mount(
    {app},
    routers,
    {{name: impl for name, impl in served.items() if name in routers}},
    bridge=True,
)
"""


def _lines(host: Host, loop: _Loop) -> Replacement:
    called = {name: _called(host, name) for name in ("discover", "mount")}
    around = context_of(host.module, loop.maker) if loop.maker else None
    named = [name if own == name else f"{name} as {own}" for name, own in called.items()]
    imports = [f"from routeshift import {', '.join(named)}"]
    if around is not None and "asynccontextmanager" not in host.module.names:
        imports.insert(0, "from contextlib import asynccontextmanager")
    options = ["bridge=True"] if around is None else ["bridge=True", "context=[around]"]
    code = loop.lines.format(
        **called,
        routers=host.free("routers"),
        served=host.free("served"),
        packages=host.packages,
        impls=loop.served,
        app=loop.app,
        rows=",\n    ".join(options),
        options=", ".join(options),
    )
    code = code if around is None else f"{around}\n\n{code}"
    return Replacement(code, tuple(imports), behind=loop.node)
