"""Loops over the members of a class by their names: `for name, method in getmembers(protocol)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.hosts.records import Owner, name_of
from routeshift_codemods.syntax import children, last_name

_WRAPPING = frozenset({"list", "sorted", "tuple"})
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Plain = ast.Return | ast.Assign | ast.AnnAssign | ast.Expr | ast.Assert

Parents = Mapping[ast.AST, ast.AST]


@dataclass(frozen=True, slots=True)
class MemberLoop:
    """A loop over the members of a class.

    Attributes:
        node: The loop, or the comprehension.
        owner: The class, as an expression.
        key: The variable with the name of a member.
        member: The variable with the member.
        before: The statement that it stands in; None where nothing can stand in front of that.
    """

    node: ast.AST
    owner: str
    key: str
    member: str
    before: ast.stmt | None


def parents_in(function: FunctionNode) -> Parents:
    """What is around each node of a function, those of definitions inside of it left out.

    Args:
        function: The function.
    """
    found: dict[ast.AST, ast.AST] = {}
    waiting: list[ast.AST] = [function]
    for node in waiting:
        inside = [child for child in children(node) if not isinstance(child, Owner)]
        found |= dict.fromkeys(inside, node)
        waiting += inside
    return found


def member_loops(parents: Parents) -> Iterator[MemberLoop]:
    """The loops of a function over members of classes.

    Args:
        parents: The nodes of the function.
    """
    assigned: dict[str | None, list[ast.expr]] = {}
    for node in parents:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            assigned.setdefault(name_of(node.targets[0]), []).append(node.value)
    for node in parents:
        before = _statement(node, parents)
        for loop in _parts(node):
            values = assigned.get(name_of(loop.iter) or "", [])
            owner = _owner(values[0] if len(values) == 1 else loop.iter)
            target = loop.target.elts if isinstance(loop.target, ast.Tuple) else []
            key, member = map(name_of, target) if len(target) == 2 else (None, None)
            if owner is not None and key is not None and member is not None:
                yield MemberLoop(node, ast.unparse(owner), key, member, before)


def _parts(node: ast.AST) -> list[ast.For] | list[ast.comprehension]:
    if isinstance(node, ast.For):
        return [node]
    return node.generators if isinstance(node, _Comprehension) else []


def _owner(members: ast.expr) -> ast.Name | ast.Attribute | None:
    """Whose members an expression has by their names."""
    if not isinstance(members, ast.Call):
        return None
    called, name = members.func, last_name(members.func)
    first = members.args[0] if members.args else None
    if name in _WRAPPING and first is not None:
        return _owner(first)
    if name == "items" and isinstance(called, ast.Attribute):
        first = _whose_dictionary(called.value)
    elif name != "getmembers":
        return None
    # What is called for it might be another one the next time.
    return first if isinstance(first, ast.Name | ast.Attribute) else None


def _whose_dictionary(node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        return node.value
    is_vars = isinstance(node, ast.Call) and name_of(node.func) == "vars" and node.args
    return node.args[0] if is_vars and isinstance(node, ast.Call) else None


def _statement(node: ast.AST, parents: Parents) -> ast.stmt | None:
    """A loop, or the statement around a comprehension in front of which others can stand."""
    if isinstance(node, ast.For):
        return node
    while node in parents and not isinstance(node, ast.stmt | ast.Lambda):
        node = parents[node]
    return node if isinstance(node, _Plain) else None
