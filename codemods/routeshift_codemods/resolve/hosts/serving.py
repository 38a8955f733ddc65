"""The loop of a server that adds a route for each operation: what has moved is mounted behind it.

The loop stays, and serves what has not moved as before: nothing that works changes. What the
handlers of such a server do around a call is its own: a context that they hold is taken along, and
the rest is for a person to compare.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from routeshift_codemods.index import FunctionNode, Module, local_names, walk
from routeshift_codemods.resolve.hosts.context import context_of
from routeshift_codemods.resolve.hosts.records import Host, Replacement, free, name_of, written

_ADDING = frozenset({"add_api_route", "add_route"})


def mounted(host: Host) -> Replacement | None:
    """The lines that mount what has moved; None where no loop of a known shape adds routes.

    Args:
        host: A function that depends on the metadata.
    """
    for body in _bodies(host.function):
        for number, loop in enumerate(body):
            found = _loop(host.module, loop) if isinstance(loop, ast.For) else None
            if found is not None:
                behind = body[number + 1] if number + 1 < len(body) else None
                return _lines(host, found, behind)
    return None


@dataclass(frozen=True, slots=True)
class _Loop:
    """A loop over APIs that adds a route for each operation.

    Attributes:
        app: What gets the routes.
        served: The implementations by their APIs, as an expression.
        maker: The function that makes a handler, if one is called.
    """

    app: str
    served: str
    maker: str | None


def _bodies(function: FunctionNode) -> Iterator[list[ast.stmt]]:
    """The bodies in which a loop may stand, the outermost first; not those of other loops."""
    waiting: list[ast.AST] = [function]
    for node in waiting:
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                yield body
                inside = (ast.If, ast.Try, ast.With, ast.AsyncWith)
                waiting += [one for one in body if isinstance(one, inside)]


def _loop(module: Module, loop: ast.For) -> _Loop | None:
    added = next(filter(None, map(_added, walk(loop))), None)
    served = _served(module, loop)
    if added is None or served is None:
        return None
    app, handler = added
    made = handler.func if isinstance(handler, ast.Call) else None
    return _Loop(app, served, made.id if isinstance(made, ast.Name) else None)


def _added(node: ast.AST) -> tuple[str, ast.expr] | None:
    """The app and the handler, where a call adds a route: by its verb, or by name."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    # getattr(app, method)(path)(handler)
    by_verb = node.func.func if isinstance(node.func, ast.Call) else None
    if isinstance(by_verb, ast.Call) and name_of(by_verb.func) == "getattr" and by_verb.args:
        return ast.unparse(by_verb.args[0]), node.args[0]
    if isinstance(node.func, ast.Attribute) and node.func.attr in _ADDING and len(node.args) > 1:
        return ast.unparse(node.func.value), node.args[1]
    return None


def _served(module: Module, loop: ast.For) -> str | None:
    """The implementations by the names of their APIs, from where the loop takes each."""
    taken = {
        node.args[0].id
        for node in walk(loop)
        if isinstance(node, ast.Call) and name_of(node.func) == "getattr" and len(node.args) == 2
        if isinstance(node.args[0], ast.Name)
    }
    over = loop.iter
    if _calls_items(over) and isinstance(loop.target, ast.Tuple) and len(loop.target.elts) == 2:
        key, impl = map(name_of, loop.target.elts)
        return _by_name(key, impl, key, written(module, over)) if key and impl in taken else None
    item = name_of(loop.target)
    assigned = {
        name: node.value
        for node in walk(loop)
        if isinstance(node, ast.Assign) and len(node.targets) == 1
        if (name := name_of(node.targets[0])) is not None
    }
    for impl in sorted(taken & assigned.keys()):
        value = assigned[impl]
        if item and isinstance(value, ast.Subscript) and name_of(value.value) not in assigned:
            key_code = assigned.get(name_of(value.slice) or "", value.slice)
            if not {n.id for n in walk(key_code) if isinstance(n, ast.Name)} & assigned.keys():
                found = f"{written(module, value.value)}[{written(module, key_code)}]"
                return _by_name(item, found, item, written(module, over))
    return None


def _by_name(key: str, impl: str | None, target: str, over: str) -> str:
    loop = f"{target}, {impl}" if over.endswith(".items()") else target
    # Hosts know their APIs by name, or by members of an enumeration of the names.
    return f'{{getattr({key}, "value", {key}): {impl} for {loop} in {over}}}'


def _calls_items(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr == "items"


_LINES = """\
# What has moved is served by its routers: the loop above finds nothing of it.
{routers} = discover({packages}).routers
{served} = {impls}
mount(
    {app},
    {routers},
    {{name: impl for name, impl in {served}.items() if name in {routers}}},
    bridge=True,{context}
)
"""


def _lines(host: Host, loop: _Loop, behind: ast.stmt | None) -> Replacement:
    known = {*host.module.names, *local_names(host.function)}
    routers, served = free("routers", known), free("served", known)
    around = context_of(host.module, loop.maker) if loop.maker else None
    imports = ["from routeshift import discover, mount"]
    if around is not None and "asynccontextmanager" not in host.module.names:
        imports.insert(0, "from contextlib import asynccontextmanager")
    code = _LINES.format(
        routers=routers,
        served=served,
        packages=host.packages,
        impls=loop.served,
        app=loop.app,
        context="" if around is None else "\n    context=[around],",
    )
    return Replacement(code if around is None else f"{around}\n\n{code}", tuple(imports), behind)
