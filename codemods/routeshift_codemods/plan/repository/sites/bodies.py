"""What becomes of a parameter in the body of a function when a request holds it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from routeshift_codemods.edit import shown_names
from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.syntax import MUTATING, children, local_names, walk

_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_NESTED = _FUNCTIONS | ast.ClassDef
# What reads the names of a function by themselves.
_LOOKING = frozenset({"locals", "vars", "eval", "exec", "dir"})


@dataclass(slots=True)
class Uses:
    """How the body of a function uses a name.

    Attributes:
        read: Whether it reads it; what a function in it reads of its own is another's.
        bound: Whether it binds it anew, or deletes it.
        captured: Whether a function or class in it does either.
        mutated: The line where it changes the object itself; 0 without one.
        extended: The line where it does so by `+=` and the like, where the object lets it.
        shown: Whether an f-string shows the name with its value, as `f"{x=}"`.
    """

    read: bool = False
    bound: bool = False
    captured: bool = False
    mutated: int = 0
    extended: int = 0
    shown: bool = False

    @property
    def in_place(self) -> bool:
        """Whether each use can read the request's field."""
        return not (self.bound or self.captured or self.mutated or self.shown)


@dataclass(slots=True)
class BodyUses:
    """The uses of every name in the body of a function.

    Attributes:
        names: By name.
        looks: What it calls that may read any of its names, as `locals`; empty without such.
    """

    names: dict[str, Uses] = field(default_factory=dict)
    looks: str = ""

    def of(self, name: str) -> Uses:
        """How a name is used; not at all where it is not there."""
        return self.names.setdefault(name, Uses())


def uses_in(module: Module, function: FunctionNode) -> BodyUses:
    """How the body of a function of a module uses names."""
    found = BodyUses()
    for statement in function.body:
        _look(statement, found, module, nested=False)
    return found


def _look(
    node: ast.AST,
    found: BodyUses,
    module: Module,
    *,
    nested: bool,
    local: frozenset[str] = frozenset(),
) -> None:
    if isinstance(node, ast.Name):
        uses = found.of(node.id)
        stored = not isinstance(node.ctx, ast.Load)
        uses.read |= not stored and node.id not in local
        uses.bound |= stored and not nested
        # A nested function runs later, when the name may be another thing.
        uses.captured |= nested
        return
    if isinstance(node, ast.JoinedStr):
        # `f"{x=}"` prints the expression itself: `request.x` would be another text.
        for name in shown_names(module.source.segment(node)):
            found.of(name).shown = True
    for name in _bound(node):
        found.of(name).bound = True
    for name in _mutated(node):
        found.of(name).mutated = found.of(name).mutated or getattr(node, "lineno", 0)
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        extended = found.of(node.target.id)
        extended.extended = node.lineno
        extended.read |= node.target.id not in local
    called = getattr(node, "func", None)
    if isinstance(called, ast.Name) and called.id in _LOOKING:
        found.looks = called.id
    inside = nested or isinstance(node, _NESTED)
    own = local | local_names(node) if isinstance(node, _FUNCTIONS) else local
    body = set(map(id, _body(node)))
    for child in children(node):
        # Decorators, defaults and annotations are evaluated outside.
        names = own if id(child) in body else local
        _look(child, found, module, nested=inside, local=names)


def _body(node: ast.AST) -> Sequence[ast.AST]:
    """What of a function is evaluated inside of it."""
    body = node.body if isinstance(node, _FUNCTIONS) else ()
    return [body] if isinstance(body, ast.expr) else body


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a node binds by itself, or declares to be bound elsewhere."""
    if isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).partition(".")[0]
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names


def _mutated(node: ast.AST) -> Iterator[str]:
    """The name whose object an expression changes in place."""
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        yield from _name(node.value)
    called = getattr(node, "func", None)
    if isinstance(called, ast.Attribute) and called.attr in MUTATING:
        yield from _name(called.value)


def _name(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id


def expressions_with(function: FunctionNode, names: Iterable[str]) -> Iterator[ast.expr]:
    """The expressions in the body of a function that are some names, and f-strings with one.

    Python before 3.12 does not say where names stand in an f-string.
    """
    wanted = set(names)
    waiting: list[ast.AST] = list(function.body) if wanted else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            if any(isinstance(one, ast.Name) and one.id in wanted for one in walk(node)):
                yield node
        elif isinstance(node, ast.Name) and node.id in wanted:
            yield node
        else:
            waiting += children(node)
