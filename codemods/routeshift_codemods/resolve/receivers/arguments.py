"""Whether the arguments of a call could be those of an operation."""

from __future__ import annotations

import ast

from routeshift_codemods.resolve.receivers.operations import Operated

# What constants of a type may be passed for, of the types that are read without looking further.
_TAKES = {
    int: {"int", "float", "bool"},
    float: {"float"},
    bool: {"bool", "int", "float"},
    str: {"str"},
    bytes: {"bytes"},
    type(None): {"None"},
}
_PLAIN = frozenset().union(*_TAKES.values()) | {"list", "dict", "set", "tuple", "frozenset"}


def fits(call: ast.Call, operation: Operated) -> bool:
    """Whether the arguments of a call could be passed to an operation's method.

    Args:
        call: The call.
        operation: The operation.
    """
    parameters = [p for p in operation.method.parameters if not p.facts.variadic]
    names = [p.name for p in parameters]
    names += [p.name for one in operation.functions.values() for p in one.parameters]
    unpacked = any(isinstance(a, ast.Starred) for a in call.args)
    unpacked = unpacked or any(k.arg is None for k in call.keywords)
    keywords = {k.arg for k in call.keywords if k.arg is not None}
    if not keywords <= set(names) or len(call.args) > len(parameters):
        return False
    given = {p.name for p in parameters[: len(call.args)]}
    if given & keywords:
        return False
    if any(_clashes(node, value) for node, value in _passed(call, operation)):
        return False
    required = {p.name for p in parameters if p.facts.required}
    return unpacked or required <= given | keywords


def plain_arguments(call: ast.Call, operation: Operated) -> list[ast.expr]:
    """The arguments of a call for parameters that take numbers, texts or containers alone.

    Args:
        call: The call.
        operation: The operation that it might be of.
    """
    return [
        value
        for node, value in _passed(call, operation)
        if node.annotation is not None and _types(node.annotation) <= _PLAIN
    ]


def _passed(call: ast.Call, operation: Operated) -> list[tuple[ast.arg, ast.expr]]:
    """The arguments of a call, each with the parameter that it would be for."""
    parameters = [p for p in operation.method.parameters if not p.facts.variadic]
    by_name = {p.name: p.node for p in parameters}
    starred = [isinstance(one, ast.Starred) for one in call.args]
    known = call.args[: starred.index(True)] if True in starred else call.args
    passed = [(p.node, value) for p, value in zip(parameters, known, strict=False)]
    return [*passed, *((by_name[k.arg], k.value) for k in call.keywords if k.arg in by_name)]


def _clashes(parameter: ast.arg, value: ast.expr) -> bool:
    """Whether a constant is no value of a parameter, whose type is one that everybody knows."""
    if parameter.annotation is None or not isinstance(value, ast.Constant):
        return False
    types = _types(parameter.annotation)
    return types <= _PLAIN and not types & _TAKES.get(type(value.value), _PLAIN)


def _types(annotation: ast.expr) -> set[str]:
    """The names of the types in an annotation, without what they hold."""
    if isinstance(annotation, ast.BinOp):
        return _types(annotation.left) | _types(annotation.right)
    if isinstance(annotation, ast.Subscript) and isinstance(annotation.value, ast.Name):
        return {annotation.value.id}
    return {annotation.id} if isinstance(annotation, ast.Name) else {ast.unparse(annotation)}
