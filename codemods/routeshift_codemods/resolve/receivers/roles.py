"""What is done with a method that is named: it is called, mocked, or what a mock got is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from routeshift_codemods.resolve.inference import Following, Scope
from routeshift_codemods.resolve.receivers.reads import Read, reads_of
from routeshift_codemods.syntax import last_name, walk

# `call`: it is called. `assertion`: a mock of it is asked whether it was called
# so. `mocked`: it is replaced, or asked what has nothing to do with its
# arguments. `replaced`: a function is called in its place. `arguments`: what a
# mock of it was called with is read. `reference`: anything else may happen to it.
# `dynamic`: it may be any method of the object, by a name that only a run tells.
Role = Literal["call", "assertion", "mocked", "replaced", "arguments", "reference", "dynamic"]

_ASSERTIONS = frozenset(
    f"assert_{done}" for done in ("called_with", "called_once_with", "any_call")
) | frozenset(f"assert_{done}" for done in ("awaited_with", "awaited_once_with", "any_await"))
_SEVERAL = frozenset({"assert_has_calls", "assert_has_awaits"})
_GIVEN = frozenset({"call_args", "await_args"})
_GIVEN_LISTS = frozenset({"call_args_list", "await_args_list", "mock_calls"})
_UNREAD = frozenset({"method_calls"})
_MOCKED = frozenset({"return_value", "called", "call_count", "await_count", "reset_mock"}) | {
    f"assert_{done}"
    for done in ("called", "called_once", "not_called", "awaited", "awaited_once", "not_awaited")
}


@dataclass(frozen=True, slots=True)
class Part:
    """The part that a named method plays.

    Attributes:
        role: What is done with it.
        scope: The scope of that.
        call: The call that has its arguments.
        stand_in: The function that is called in its place, as an expression.
        reads: What is read of a mock's arguments; None where anything may be.
        has_mocks: Whether the call passes what no request would let in: mocks, or `ANY`.
    """

    role: Role
    scope: Scope
    call: ast.Call | None = None
    stand_in: ast.expr | None = None
    reads: tuple[Read, ...] | None = None
    has_mocks: bool = False


def parts_of(following: Following, scope: Scope, node: ast.expr) -> Iterator[Part]:
    """The parts that a method plays where it is named, and where its variable is.

    Args:
        following: The module.
        scope: The scope that it is named in.
        node: What names it: `orders.add`, `getattr(orders, "add")`.
    """
    for inner, use in following.uses(scope, node):
        parent = following.parent(use)
        if isinstance(parent, ast.Call) and parent.func is use:
            yield _called("call", following, inner, parent)
        elif isinstance(parent, ast.Assign) and _puts_back(following, inner, parent):
            yield Part("mocked", inner)
        elif isinstance(parent, ast.Assign) and use in parent.targets:
            yield from replaced_by(following, inner, parent.value)
        elif isinstance(parent, ast.Attribute):
            yield from _of_a_mock(following, inner, parent)
        else:
            yield Part("reference", inner)


def _puts_back(following: Following, scope: Scope, node: ast.Assign) -> bool:
    """Whether a statement gives an attribute what was taken from it before."""
    taken = following.bound_to(scope, node.value)
    given = [ast.unparse(target) for target in node.targets]
    return isinstance(taken, ast.Attribute) and given == [ast.unparse(taken)]


def replaced_by(following: Following, scope: Scope, value: ast.expr) -> Iterator[Part]:
    """The parts of a method that something takes the place of.

    Args:
        following: The module.
        scope: The scope of that.
        value: What takes its place: a mock, whose variable is the method's, too, or a function.
    """
    given = following.bound_to(scope, value) or value
    if not _is_mock(given):
        yield Part("replaced", scope, stand_in=value)
        return
    effects = [k.value for k in getattr(given, "keywords", []) if k.arg == "side_effect"]
    if effects:
        yield Part("replaced", scope, stand_in=effects[0])
    else:
        yield Part("mocked", scope)
    if isinstance(value, ast.Name):
        for inner, load in following.loads(scope, value.id):
            parent = following.parent(load)
            if load is not value and isinstance(parent, ast.Attribute):
                yield from _of_a_mock(following, inner, parent)


def _of_a_mock(following: Following, scope: Scope, asked: ast.Attribute) -> Iterator[Part]:
    around = following.parent(asked)
    called = around if isinstance(around, ast.Call) and around.func is asked else None
    name = asked.attr
    if name in _GIVEN | _GIVEN_LISTS:
        yield from _arguments(following, scope, asked)
    elif name in _SEVERAL and called is not None:
        yield from _expected(following, scope, called.args[0] if called.args else None)
    elif name in _ASSERTIONS and called is not None:
        yield _called("assertion", following, scope, called)
    elif name == "side_effect" and isinstance(around, ast.Assign):
        yield Part("replaced", scope, stand_in=around.value)
    elif name in _MOCKED:
        yield Part("mocked", scope)
    else:
        yield Part("arguments" if name in _UNREAD | _SEVERAL else "reference", scope)


def _arguments(following: Following, scope: Scope, given: ast.Attribute) -> Iterator[Part]:
    """What is done with what a mock was called with: it is read, or compared with `call(...)`."""
    around = following.parent(given)
    if isinstance(around, ast.Compare) and isinstance(around.ops[0], ast.Eq | ast.NotEq | ast.In):
        other = around.comparators[0] if around.left is given else around.left
        yield from _expected(following, scope, other)
        return
    calls: list[tuple[Scope, ast.expr]] | None = [(scope, given)]
    if given.attr in _GIVEN_LISTS:
        calls = following.items(scope, given)
    rows = [reads_of(following, *call) for call in calls] if calls is not None else [None]
    reads = [one for row in rows if row is not None for one in row]
    yield Part("arguments", scope, reads=None if None in rows else tuple(reads))


def _expected(following: Following, scope: Scope, node: ast.expr | None) -> Iterator[Part]:
    """The calls that are expected: `call(...)`, or a list of them."""
    every = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    calls = [one for one in every if isinstance(one, ast.Call) and last_name(one.func) == "call"]
    if len(calls) < len(every):
        yield Part("arguments", scope)
    else:
        yield from (_called("assertion", following, scope, call) for call in calls)


def _called(role: Role, following: Following, scope: Scope, call: ast.Call) -> Part:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    meant = [following.bound_to(scope, one) or one for one in given]
    has_mocks = any(_is_mock(one) or last_name(one) == "ANY" for g in meant for one in walk(g))
    return Part(role, scope, call, has_mocks=has_mocks)


def _is_mock(node: ast.AST) -> bool:
    """Whether an expression makes a mock, which takes any arguments by itself."""
    return isinstance(node, ast.Call) and last_name(node.func).endswith("Mock")
