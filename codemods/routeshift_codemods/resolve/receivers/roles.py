"""What is done with a method that is named: it is called, mocked, or what a mock got is read."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# `call`: it is called. `assertion`: a mock of it is asked whether it was called so. `mocked`: it is
# replaced, or asked what has nothing to do with its arguments. `arguments`: what a mock of it was
# called with is read. `reference`: anything else may happen to it.
Role = Literal["call", "assertion", "mocked", "arguments", "reference"]

_ASSERTIONS = frozenset(
    f"assert_{done}" for done in ("called_with", "called_once_with", "any_call", "has_calls")
) | frozenset(f"assert_{done}" for done in ("awaited_with", "awaited_once_with", "any_await"))
_ARGUMENTS = frozenset(
    {"call_args", "call_args_list", "await_args", "await_args_list", "mock_calls", "method_calls"}
) | {"assert_has_calls", "assert_has_awaits"}
_MOCKED = frozenset({"return_value", "called", "call_count", "await_count", "reset_mock"}) | {
    f"assert_{done}"
    for done in ("called", "called_once", "not_called", "awaited", "awaited_once", "not_awaited")
}


@dataclass(frozen=True, slots=True)
class Part:
    """The part that a named method plays.

    Attributes:
        role: What is done with it.
        call: The call that has its arguments.
    """

    role: Role
    call: ast.Call | None = None


def part_of(node: ast.Attribute, parents: Mapping[ast.AST, ast.AST]) -> Part:
    """The part that a method plays where it is named.

    Args:
        node: The attribute.
        parents: What each node of its module stands in.
    """
    parent = parents.get(node)
    if isinstance(parent, ast.Call) and parent.func is node:
        return Part("call", parent)
    if isinstance(parent, ast.Assign) and node in parent.targets:
        return Part("mocked" if _is_plain_mock(parent.value) else "reference")
    if isinstance(parent, ast.Attribute):
        return _of_a_mock(parent, parents)
    return Part("reference")


def _of_a_mock(asked: ast.Attribute, parents: Mapping[ast.AST, ast.AST]) -> Part:
    around = parents.get(asked)
    if asked.attr in _ARGUMENTS:
        return Part("arguments")
    if asked.attr in _ASSERTIONS and isinstance(around, ast.Call) and around.func is asked:
        return Part("assertion", around)
    if asked.attr in _MOCKED:
        return Part("mocked")
    if asked.attr == "side_effect" and isinstance(around, ast.Assign):
        return Part("mocked" if _gives_values(around.value) else "reference")
    return Part("reference")


def _is_plain_mock(node: ast.expr) -> bool:
    """Whether an expression makes a mock that takes any arguments, whatever they are."""
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    effects = [k.value for k in node.keywords if k.arg == "side_effect"]
    return name.endswith("Mock") and all(map(_gives_values, effects))


def _gives_values(node: ast.expr) -> bool:
    """Whether a side effect is an error or a list of values, and no function."""
    return isinstance(node, ast.Call | ast.List | ast.Tuple | ast.Constant)
