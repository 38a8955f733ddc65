"""Names of a module whose value depends on when, and by which way, its code ran."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from routeshift_codemods.once import once
from routeshift_codemods.syntax.binding import Bound, bindings
from routeshift_codemods.syntax.walking import children, walk

_OF_LISTS = {"append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"}
_OF_OTHERS = {"add", "discard", "popitem", "setdefault", "update"}
MUTATING = frozenset(_OF_LISTS | _OF_OTHERS)
"""The methods that change a list, a dictionary or a set."""


# A class is asked for each constant that is taken from it.
@once
def unsettled(node: ast.Module | ast.ClassDef) -> frozenset[str]:
    """The names that are bound more than once, or whose value is changed where it is.

    Args:
        node: A module or a class.
    """
    body = node.body
    bound = [b for b in bindings(body) if isinstance(b, Bound) and not b.typing_only]
    several = {name for name, count in Counter(b.name for b in bound).items() if count > 1}
    nodes = [node for statement in body for node in _at_once(statement)]
    changed = {name for node in nodes for name in _changed(node)}
    return frozenset(several | changed | _by_functions(body))


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """A node and those below it that run with it: no function waits for a call."""
    yield node
    for child in children(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _at_once(child)


def _changed(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.AugAssign(target=ast.Name(id=name)):
            yield name
        case ast.Attribute(value=owner) | ast.Subscript(value=owner):
            if is_put(node):
                yield from _root(owner)
        case ast.Call(func=ast.Attribute(value=owner, attr=name)) if name in MUTATING:
            yield from _root(owner)


def is_put(node: ast.expr) -> bool:
    """Whether an expression is what something is put into, or what is deleted."""
    return isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _by_functions(body: list[ast.stmt]) -> set[str]:
    """What functions bind that is not their own."""
    every = (node for statement in body for node in walk(statement))
    return {name for node in every if isinstance(node, ast.Global) for name in node.names}
