"""Values that can be read from source: literals, constants of the target, and f-strings of them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.names import Defined, Outside, lookup_expression
from routeshift_codemods.syntax import unsettled


class UnknownValueError(Exception):
    """The value cannot be read from the source."""


def value_of(index: Index, module: Module, node: ast.expr) -> Any:
    """The value of an expression.

    Raises:
        UnknownValueError: Only running the code would tell.
    """
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(value_of(index, module, part)) for part in node.values)
    if isinstance(node, ast.FormattedValue) and node.format_spec is None:
        return value_of(index, module, node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in (_OPERATORS | _ARITHMETIC):
        return _operated(index, module, node)
    # A key of None stands for `**others`.
    if isinstance(node, ast.Dict) and None not in node.keys:
        pairs = zip(filter(None, node.keys), node.values, strict=True)
        return {value_of(index, module, k): value_of(index, module, v) for k, v in pairs}
    if isinstance(node, ast.Name):
        return _named(index, module, node)
    if isinstance(node, ast.Attribute):
        return _attribute(index, module, node)
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError) as error:
        raise UnknownValueError from error


def text_of(index: Index, module: Module, node: ast.expr) -> Any:
    """The value of an expression that is used as it is, as a part of a path.

    Raises:
        UnknownValueError: Only running the code would tell, or it is a member of an enum that is no
            string, which is not equal to its value.
    """
    if isinstance(node, ast.Attribute):
        owner = lookup_expression(index, module, node.value)
        if isinstance(owner, Defined) and isinstance(owner.node, ast.ClassDef):
            bases = {ast.unparse(base).rpartition(".")[2] for base in owner.node.bases}
            # In a string it would stand as `Level.V1`, and not as its value.
            if "Enum" in bases and "str" not in bases:
                raise UnknownValueError
    return value_of(index, module, node)


_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Mod: operator.mod,
}
# Of numbers only: a product of a string and a number may be of any size.
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Mult: operator.mul,
    ast.Sub: operator.sub,
}


def _operated(index: Index, module: Module, node: ast.BinOp) -> Any:
    """A sum of strings, `"%s" % name`, or `DAYS * 86400`."""
    left, right = (value_of(index, module, side) for side in (node.left, node.right))
    operate = _OPERATORS.get(type(node.op))
    if operate is None and all(isinstance(side, int | float) for side in (left, right)):
        operate = _ARITHMETIC[type(node.op)]
    if operate is None:
        raise UnknownValueError
    try:
        return operate(left, right)
    except (TypeError, ValueError) as error:
        raise UnknownValueError from error


def _named(index: Index, module: Module, node: ast.expr) -> Any:
    found = lookup_expression(index, module, node)
    if not isinstance(found, Defined) or not _is_settled(index, module, node):
        raise UnknownValueError
    statement = found.node
    value = getattr(statement, "value", None)
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or value is None:
        raise UnknownValueError
    return value_of(index, found.module, value)


def _is_settled(index: Index, module: Module, node: ast.expr) -> bool:
    """Whether a name has one value, whenever it is asked for, wherever it comes from."""
    if isinstance(node, ast.Attribute):
        owner = lookup_expression(index, module, node.value)
        where = index.find(owner.name) if isinstance(owner, Outside) else None
        return where is not None and _is_one(index, where, node.attr)
    return isinstance(node, ast.Name) and _is_one(index, module, node.id)


def _is_one(index: Index, module: Module, name: str) -> bool:
    seen: set[Module] = set()
    where: Module | None = module
    while where is not None and where not in seen:
        if name in unsettled(where.tree):
            return False
        seen.add(where)
        bound = where.names.get(name)
        target = bound.target if bound is not None else None
        if target is None or target[1] is None:
            return True
        where, name = index.find(where.absolute(target[0])), target[1]
    return True


def _attribute(index: Index, module: Module, node: ast.Attribute) -> Any:
    # `Level.V1.value`, `Level.V1` of a string enum, or a constant of another module.
    member = node.value if node.attr == "value" else node
    if isinstance(member, ast.Attribute):
        owner = lookup_expression(index, module, member.value)
        if isinstance(owner, Defined) and isinstance(owner.node, ast.ClassDef):
            return _class_constant(index, owner, member.attr)
    return _named(index, module, node)


def _class_constant(index: Index, owner: Defined, name: str) -> Any:
    assert isinstance(owner.node, ast.ClassDef)
    if name in unsettled(owner.node) or owner.bound.name in unsettled(owner.module.tree):
        raise UnknownValueError
    for statement in owner.node.body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in statement.targets
        ):
            return value_of(index, owner.module, statement.value)
    raise UnknownValueError
