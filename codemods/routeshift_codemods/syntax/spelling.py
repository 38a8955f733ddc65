"""How expressions are spelled, whatever they mean: their last words."""

from __future__ import annotations

import ast


def last_name(node: ast.AST) -> str:
    """The last word of a dotted name, as `add` of `orders.add`; "" of anything else."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def decorators_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> frozenset[str]:
    """The last words of the decorators of a function or a class, called or not."""
    heads = (one.func if isinstance(one, ast.Call) else one for one in node.decorator_list)
    return frozenset(map(last_name, heads))
