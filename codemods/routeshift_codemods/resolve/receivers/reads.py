"""What a test reads of the arguments that a mock was called with."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from routeshift_codemods.resolve.inference import Following, Scope

_SIDES = {0: "args", 1: "kwargs"}


@dataclass(frozen=True, slots=True)
class Read:
    """One argument of a call that is read: `call_args.kwargs["note"]`, `call_args[0][1]`.

    Attributes:
        node: The expression.
        key: The name of the argument, or its position.
        is_variable: Whether a variable holds the arguments by position, or those by name.
        attribute: The attribute of it that is read.
        beside: The variable that holds the arguments by position, where those by name are in one.
    """

    node: ast.expr
    key: str | int
    is_variable: bool = False
    attribute: str | None = None
    beside: str | None = None


def reads_of(following: Following, scope: Scope, node: ast.expr) -> tuple[Read, ...] | None:
    """What is read of the arguments of one call; None where anything else is done with them.

    Args:
        following: The module.
        scope: The scope that it is evaluated in.
        node: The call as a mock has it: `mock.call_args`.
    """
    found: list[Read] = []
    for inner, use in following.uses(scope, node):
        parent = following.parent(use)
        side = _side(parent, use)
        if side is not None and isinstance(parent, ast.expr):
            rows = _items(following, [(inner, parent)], side, None)
        elif following.is_harmless(use):
            rows = []
        else:
            rows = _unpacked(following, inner, parent)
        if rows is None:
            return None
        found += rows
    return tuple(found)


def _unpacked(following: Following, scope: Scope, parent: ast.AST | None) -> list[Read] | None:
    """What is read through `args, kwargs = mock.call_args`."""
    target = parent.targets[0] if isinstance(parent, ast.Assign) else None
    names = target.elts if isinstance(target, ast.Tuple) else []
    if len(names) != len(_SIDES):
        return None
    found: list[Read] = []
    for name, side in zip(names, _SIDES.values(), strict=True):
        first = names[0]
        if not isinstance(name, ast.Name) or not isinstance(first, ast.Name):
            return None
        rows = _items(following, following.loads(scope, name.id), side, first.id)
        if rows is None:
            return None
        found += rows
    return found


def _side(parent: ast.AST | None, node: ast.expr) -> str | None:
    """The arguments that are meant: those by position, or those by name."""
    if isinstance(parent, ast.Attribute) and parent.attr in _SIDES.values():
        return parent.attr
    if isinstance(parent, ast.Subscript) and parent.value is node:
        at = parent.slice.value if isinstance(parent.slice, ast.Constant) else None
        return _SIDES.get(at) if isinstance(at, int) else None
    return None


def _items(
    following: Following, places: Iterable[tuple[Scope, ast.expr]], side: str, beside: str | None
) -> list[Read] | None:
    found: list[Read] = []
    for _, use in places:
        parent = following.parent(use)
        key, node = _key(following, parent, use)
        if isinstance(key, str if side == "kwargs" else int) and node is not None:
            around = following.parent(node)
            attribute = around.attr if isinstance(around, ast.Attribute) else None
            found.append(Read(node, key, isinstance(use, ast.Name), attribute, beside))
        elif not following.is_harmless(use):
            return None
    return found


def _key(
    following: Following, parent: ast.AST | None, node: ast.expr
) -> tuple[object, ast.expr | None]:
    """The key that is read of arguments, and the expression that has its value."""
    if isinstance(parent, ast.Subscript) and parent.value is node:
        return getattr(parent.slice, "value", None), parent
    call = following.parent(parent) if parent is not None else None
    if isinstance(parent, ast.Attribute) and parent.attr == "get" and isinstance(call, ast.Call):
        first = call.args[0] if len(call.args) == 1 else None
        return getattr(first, "value", None), call
    return None, None
