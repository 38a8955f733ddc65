"""A lookup of a route by method and path, by regular expressions of its own: `find_operation`."""

from __future__ import annotations

import ast

from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.hosts.records import Host, Replacement, written
from routeshift_codemods.syntax import walk, walk_statements

_MATCHING = frozenset({"match", "fullmatch"})


def is_lookup(function: ast.AST) -> bool:
    """Whether a function looks for a path among patterns: it matches in a loop, and returns."""
    if not isinstance(function, FunctionNode) or len(function.args.args) < 2:
        return False
    statements = walk_statements(function)
    loops = [node for node in statements if isinstance(node, ast.For)]
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _MATCHING
        for loop in loops
        for node in walk(loop)
    ) and any(isinstance(n, ast.Return) and n.value is not None for n in statements)


def looked_up(host: Host) -> Replacement | None:
    """The lines that look an operation up; None where no such function is called.

    Args:
        host: A function that depends on the metadata.
    """
    for node in walk(host.function):
        called = node.func if isinstance(node, ast.Call) else None
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", None)
        if isinstance(node, ast.Call) and name in host.lookups and len(node.args) > 1:
            method, path = (written(host.module, one) for one in node.args[:2])
            code = f"operation = find_operation({_app(host.function)}, {method}, {path})\n"
            imports = ("from routeshift import find_operation",)
            return Replacement(code, imports, looks_up=True)
    return None


def _app(function: FunctionNode) -> str:
    """The app: that of the request, where a middleware has got its scope."""
    names = {one.arg for one in [*function.args.posonlyargs, *function.args.args]}
    return 'scope["app"]' if "scope" in names else "app"
