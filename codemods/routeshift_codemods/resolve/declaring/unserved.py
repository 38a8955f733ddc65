"""Webmethods that no server has ever found, and that a migration leaves as they are."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from routeshift_codemods.index import FunctionNode, Index, Module, Outside, lookup_expression
from routeshift_codemods.resolve.decorators import is_called, is_webmethod
from routeshift_codemods.resolve.records import Diagnostic
from routeshift_codemods.syntax import blocks

# What a class gives back for these is no function, and has no metadata.
_NO_FUNCTIONS = frozenset(
    {"builtins.classmethod", "builtins.property", "functools.cached_property"}
)
_STATIC = "builtins.staticmethod"
_REPEATS = "its class implements an API, whose own decorator counts"


def served_decorators(index: Index, module: Module, function: FunctionNode) -> tuple[ast.expr, ...]:
    """The webmethods of a method that a server finds."""
    found = [
        node
        for node in function.decorator_list
        if is_webmethod(index, module, node) and is_called(index, module, node)
    ]
    return () if _hidden_by(index, module, function) else tuple(found)


def unserved(
    index: Index,
    module: Module,
    served: Collection[FunctionNode],
    implementations: Collection[ast.ClassDef],
) -> Iterator[Diagnostic]:
    """A diagnostic for each webmethod of a module that is not among those that a server finds.

    Args:
        index: The facts.
        module: The module.
        served: The methods that a server finds.
        implementations: The classes that repeat what they implement.
    """
    for owners, function in _functions(module.tree, ()):
        decorators = [n for n in function.decorator_list if is_webmethod(index, module, n)]
        if decorators and function not in served:
            repeats = bool(owners) and owners[-1] in implementations
            why = _REPEATS if repeats else _reason(index, module, owners, function, decorators)
            message = f"no server finds it, and it stays as it is: {why}"
            subject = ".".join([*(owner.name for owner in owners), function.name])
            yield Diagnostic("info", subject, message, module.path, function.lineno)


_Owner = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _functions(
    node: ast.stmt | ast.mod, owners: tuple[_Owner, ...]
) -> Iterator[tuple[tuple[_Owner, ...], FunctionNode]]:
    """Every function below a node, with the definitions around it."""
    for child in (statement for block in blocks(node) for statement in block):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield owners, child
        inside = (*owners, child) if isinstance(child, _Owner) else owners
        yield from _functions(child, inside)


def _reason(
    index: Index,
    module: Module,
    owners: tuple[_Owner, ...],
    function: FunctionNode,
    decorators: list[ast.expr],
) -> str:
    hidden_by = _hidden_by(index, module, function)
    if not owners:
        return "it is a method of no class"
    if len(owners) > 1 or not isinstance(owners[0], ast.ClassDef):
        return f"its class is inside of {owners[0].name}"
    if hidden_by:
        return f"behind `{hidden_by}` its metadata cannot be seen"
    if not any(is_called(index, module, node) for node in decorators):
        return "its decorator is not called"
    if function in owners[0].body and _is_last(owners[0], function):
        return "each class that inherits it defines it anew"
    return "another definition of that name comes behind it"


def _is_last(owner: ast.ClassDef, function: FunctionNode) -> bool:
    same = [node for node in owner.body if getattr(node, "name", None) == function.name]
    return same[-1] is function


def _hidden_by(index: Index, module: Module, function: FunctionNode) -> str | None:
    """The decorator that keeps a webmethod from being found; None without one."""
    below = False
    for node in function.decorator_list:
        # A `staticmethod` above the webmethod hides it;
        # below, the function that it wraps has the metadata.
        below = below or is_webmethod(index, module, node)
        found = lookup_expression(index, module, node)
        name = found.name if isinstance(found, Outside) else ""
        if name in _NO_FUNCTIONS or (below and name == _STATIC):
            return name.rpartition(".")[2]
    return None
