"""The names that code takes from its module: loads, and the names inside quoted annotations."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from routeshift_codemods.index.walking import children, walk

_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# What may have an annotation in quotes, or a part of one, and where.
_QUOTING: Mapping[type[ast.AST], str] = {
    ast.arg: "annotation",
    ast.AnnAssign: "annotation",
    ast.FunctionDef: "returns",
    ast.AsyncFunctionDef: "returns",
    ast.Subscript: "slice",
}

PLACEHOLDER = "_"
"""The name that a tree calls in place of a string in newer syntax than its interpreter reads."""


def names_used(
    nodes: Iterable[ast.AST],
    *,
    quoted_signatures: bool = True,
    without: Collection[ast.AST] = (),
) -> set[str]:
    """Every name that code finds in its module, or among the builtins.

    Quoted annotations count too, for pydantic and FastAPI resolve them there.

    Args:
        nodes: The code.
        quoted_signatures: Whether quotes in the signatures of functions count, which only type
            checkers read where a function is no handler.
        without: Parts of it that do not count.
    """
    found, in_signatures = names_apart(nodes, without)
    return found | in_signatures if quoted_signatures else found


def names_apart(
    nodes: Iterable[ast.AST], without: Collection[ast.AST] = ()
) -> tuple[set[str], set[str]]:
    """The names that code uses, and those that stand in quotes in the signatures of functions.

    Args:
        nodes: The code.
        without: Parts of it that do not count.
    """
    use = _Uses(frozenset(without))
    for node in nodes:
        use.look(node, frozenset())
    return use.found, use.in_signatures


@dataclass(frozen=True, slots=True)
class _Uses:
    without: frozenset[ast.AST]
    found: set[str] = field(default_factory=set)
    in_signatures: set[str] = field(default_factory=set)

    def look(self, node: ast.AST, local: frozenset[str]) -> None:
        if node in self.without:
            return
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load) and node.id not in local:
                self.found.add(node.id)
            return
        if node.__class__ in _QUOTING:
            in_signature = not isinstance(node, ast.AnnAssign | ast.Subscript)
            (self.in_signatures if in_signature else self.found).update(_quoted(node))
        if isinstance(node, _Scope):
            self._look_inside(node, local)
            return
        for child in children(node):
            self.look(child, local)

    def _look_inside(self, node: _Scope, local: frozenset[str]) -> None:
        # Decorators, defaults and annotations are evaluated outside of the function.
        body = node.body if isinstance(node.body, list) else [node.body]
        for outer in children(node):
            if outer not in body:
                self.look(outer, local)
        inside = local | local_names(node)
        for statement in body:
            self.look(statement, inside)


def local_names(node: _Scope) -> frozenset[str]:
    """The names of a function's own: its parameters, and what it assigns.

    Args:
        node: A function, or a lambda.
    """
    body = node.body if isinstance(node.body, list) else [node.body]
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    found = {argument.arg for argument in every}
    outer: set[str] = set()
    for child in (c for statement in body for c in walk(statement)):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.add(child.id)
        elif isinstance(child, ast.Global | ast.Nonlocal):
            outer |= set(child.names)
    return frozenset(found - outer)


def _quoted(node: ast.AST) -> Iterator[str]:
    part = getattr(node, _QUOTING[node.__class__])
    for constant in _strings(part) if part is not None and not _is_literal(node) else ():
        yield from _names_in(constant)


def _strings(part: ast.AST) -> Iterator[str]:
    waiting = [part]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.BinOp | ast.Tuple | ast.List):
            waiting += children(node)


def _is_literal(node: ast.AST) -> bool:
    value = getattr(node, "value", None)
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", None)
    return isinstance(node, ast.Subscript) and name == "Literal"


def _names_in(text: str) -> Iterator[str]:
    try:
        expression = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return
    for node in walk(expression):
        if isinstance(node, ast.Name):
            yield node.id
