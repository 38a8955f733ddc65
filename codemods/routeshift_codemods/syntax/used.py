"""The names that code takes from its module: loads, and the names inside quoted annotations."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from routeshift_codemods.syntax.spelling import last_name
from routeshift_codemods.syntax.walking import children

_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# What may have a type in quotes, or a part of one.
_QUOTING = (ast.arg, ast.AnnAssign, ast.Call, ast.FunctionDef, ast.AsyncFunctionDef, ast.Subscript)
_SIGNATURE = (ast.arg, ast.FunctionDef, ast.AsyncFunctionDef)

# Functions that take types in quotes, and which of their arguments these are.
_TYPED: Mapping[str, slice] = {
    "ForwardRef": slice(0, 1),
    "NamedTuple": slice(1, 2),
    "NewType": slice(1, 2),
    "TypeVar": slice(1, None),
    "TypedDict": slice(1, 2),
    "cast": slice(0, 1),
    "eval": slice(0, 1),
}

PLACEHOLDER = "_"
"""The name that a tree calls in place of a string in newer syntax than its interpreter reads."""


def names_used(nodes: Iterable[ast.AST], *, quoted_signatures: bool = True) -> set[str]:
    """Every name that code finds in its module, or among the builtins.

    Quoted annotations count too, for pydantic and FastAPI resolve them there.

    Args:
        nodes: The code.
        quoted_signatures: Whether quotes in the signatures of functions count, which only type
            checkers read where a function is no handler.
    """
    found, in_signatures = names_apart(nodes)
    return found | in_signatures if quoted_signatures else found


def names_apart(nodes: Iterable[ast.AST]) -> tuple[set[str], set[str]]:
    """The names that code uses, and those that stand in quotes in the signatures of functions.

    Args:
        nodes: The code.
    """
    use = _Uses()
    for node in nodes:
        use.look(node, frozenset())
    return use.found, use.in_signatures


@dataclass(frozen=True, slots=True)
class _Uses:
    found: set[str] = field(default_factory=set)
    in_signatures: set[str] = field(default_factory=set)

    def look(self, node: ast.AST, local: frozenset[str]) -> None:
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Store) and node.id not in local:
                self.found.add(node.id)
            return
        if node.__class__ in _QUOTING:
            in_signature = node.__class__ in _SIGNATURE
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
    waiting: list[ast.AST] = [*body]
    while waiting:
        child = waiting.pop()
        # What a function or a class inside assigns is its own.
        waiting += () if isinstance(child, _Scope | ast.ClassDef) else children(child)
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.add(child.id)
        elif isinstance(child, ast.Global | ast.Nonlocal):
            outer |= set(child.names)
    return frozenset(found - outer)


def _quoted(node: ast.AST) -> Iterator[str]:
    for part in _types_of(node):
        for text in _strings(part) if part is not None else ():
            yield from _names_in(text)


def _types_of(node: ast.AST) -> Sequence[ast.expr | None]:
    """The parts of a node that may be types."""
    match node:
        case ast.arg():
            return [node.annotation]
        case ast.AnnAssign():
            is_alias = last_name(node.annotation) == "TypeAlias"
            return [node.annotation, node.value if is_alias else None]
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [node.returns]
        case ast.Subscript() if last_name(node.value) != "Literal":
            return [node.slice]
        case ast.Call() if (name := last_name(node.func)) in _TYPED:
            given = [*node.args[_TYPED[name]], *(keyword.value for keyword in node.keywords)]
            tables = [one.values if isinstance(one, ast.Dict) else [one] for one in given]
            return [one for table in tables for one in table]
    return []


def _strings(part: ast.AST) -> Iterator[str]:
    waiting = [part]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.BinOp | ast.Tuple | ast.List):
            waiting += children(node)


def _names_in(text: str) -> Iterator[str]:
    with warnings.catch_warnings():
        # Of an odd escape in it nobody wants to know.
        warnings.simplefilter("ignore")
        try:
            inner = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError):
            return
    # Quotes may be in quotes.
    yield from names_used([inner])
    for quoted in _strings(inner):
        yield from _names_in(quoted)
