"""The names that code takes from its module: loads, and the names inside quoted annotations."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def names_used(nodes: Iterable[ast.AST], *, quoted_signatures: bool = True) -> set[str]:
    """Every name that code finds in its module, or among the builtins.

    Quoted annotations count too, for pydantic and FastAPI resolve them there.

    Args:
        nodes: The code.
        quoted_signatures: Whether quotes in the signatures of functions count, which only type
            checkers read where a function is no handler.
    """
    use = _Uses(quoted_signatures)
    return {name for node in nodes for name in use.of(node, frozenset())}


@dataclass(frozen=True, slots=True)
class _Uses:
    quoted_signatures: bool

    def of(self, node: ast.AST, local: frozenset[str]) -> Iterator[str]:
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load) and node.id not in local:
                yield node.id
            return
        if self.quoted_signatures or not isinstance(node, (*_FUNCTIONS, ast.arg)):
            yield from _quoted(node)
        if isinstance(node, (*_FUNCTIONS, ast.Lambda)):
            yield from self._scope(node, local)
            return
        for child in ast.iter_child_nodes(node):
            yield from self.of(child, local)

    def _scope(self, node: _Scope, local: frozenset[str]) -> Iterator[str]:
        # Decorators, defaults and annotations are evaluated outside of the function.
        body = node.body if isinstance(node.body, list) else [node.body]
        for outer in ast.iter_child_nodes(node):
            if outer not in body:
                yield from self.of(outer, local)
        inside = local | _locals(node, body)
        for statement in body:
            yield from self.of(statement, inside)


def _locals(node: _Scope, body: list[ast.stmt] | list[ast.expr]) -> frozenset[str]:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    found = {argument.arg for argument in every}
    outer: set[str] = set()
    for child in (c for statement in body for c in ast.walk(statement)):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.add(child.id)
        elif isinstance(child, ast.Global | ast.Nonlocal):
            outer |= set(child.names)
    return frozenset(found - outer)


def _quoted(node: ast.AST) -> Iterator[str]:
    for field in ("annotation", "returns", "slice"):
        part = getattr(node, field, None)
        if isinstance(part, ast.AST) and not _is_literal(node):
            for constant in _strings(part):
                yield from _names_in(constant)


def _strings(part: ast.AST) -> Iterator[str]:
    waiting = [part]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.BinOp | ast.Tuple | ast.List):
            waiting += ast.iter_child_nodes(node)


def _is_literal(node: ast.AST) -> bool:
    value = getattr(node, "value", None)
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", None)
    return isinstance(node, ast.Subscript) and name == "Literal"


def _names_in(text: str) -> Iterator[str]:
    try:
        expression = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(expression):
        if isinstance(node, ast.Name):
            yield node.id
