"""Scopes: what the names of a module, a class, a function or a comprehension are bound to."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from routeshift_codemods.index import FunctionNode, Module, children_on, lines_with
from routeshift_codemods.syntax import children

ScopeNode = ast.Module | ast.ClassDef | FunctionNode | ast.Lambda | ast.expr

# How a binding gives its value: as it is, as its annotation, an item of it, what it enters,
# one of its parts, a parameter, an import, or a definition.
How = Literal["value", "annotation", "item", "context", "part", "parameter", "import", "definition"]

_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True, eq=False)
class NameBinding:
    """One binding of a name in a scope.

    Attributes:
        how: How it gives its value.
        node: What it is bound to: an expression, a parameter, an alias, or a definition.
        at: For a part, which one.
        source: How what is taken apart gives its value.
        statement: For an import, the statement.
        value: For an annotation, what it is given beside it.
    """

    how: How
    node: ast.AST
    at: int = 0
    source: How = "value"
    statement: ast.Import | ast.ImportFrom | None = None
    value: ast.expr | None = None


@dataclass(frozen=True, eq=False)
class Scope:
    """A module, a class, a function or a comprehension.

    Attributes:
        module: The module.
        node: What opens it.
        parent: The scope around it; None for a module.
    """

    module: Module
    node: ScopeNode
    parent: Scope | None = None

    @cached_property
    def names(self) -> dict[str, list[NameBinding]]:
        """Every binding of its own names, in the order of the source."""
        found: dict[str, list[NameBinding]] = {}
        for name, binding in _bindings(self.node, self._may_bind_inside):
            found.setdefault(name, []).append(binding)
        return found

    @property
    def _may_bind_inside(self) -> bool:
        """Whether an expression may bind a name; most nodes are in expressions."""
        return ":=" in self.module.source.text

    @property
    def is_class(self) -> bool:
        """Whether it is a class, whose names its methods do not see."""
        return isinstance(self.node, ast.ClassDef)

    @property
    def function(self) -> Scope | None:
        """The innermost function that it is or stands in."""
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, FunctionNode):
            scope = scope.parent
        return scope

    @property
    def owner(self) -> Scope | None:
        """The class whose method it is or stands in."""
        scope: Scope | None = self
        while scope is not None and not scope.is_class:
            scope = scope.parent
        return scope

    def finding(self, name: str) -> Scope | None:
        """The scope that a name is found in; None for one of the builtins, or of a star."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not scope.is_class):
                return scope
            scope = scope.parent
        return None


@dataclass(slots=True)
class Scopes:
    """The scopes of modules, each made once, so that what is learned of one is kept."""

    _made: dict[ast.AST, Scope] = field(default_factory=dict)

    def of(self, module: Module, node: ScopeNode, parent: Scope | None = None) -> Scope:
        """The scope that a node opens."""
        if node not in self._made:
            self._made[node] = Scope(module, node, parent)
        return self._made[node]

    def top(self, module: Module) -> Scope:
        """The scope of a module."""
        return self.of(module, module.tree)

    def method(self, module: Module, owner: ast.ClassDef, node: FunctionNode) -> Scope:
        """The scope of a method of a class at the top of a module."""
        return self.of(module, node, self.of(module, owner, self.top(module)))

    def having(
        self, module: Module, words: Collection[str], attributes: Collection[str] = ()
    ) -> list[tuple[Scope, ast.AST]]:
        """The nodes that may have one of some words, with the scope that each is evaluated in.

        They come in the order of the source. Most of a module has nothing to do with what is
        looked for in it, and to know the scopes of all takes long.

        Args:
            module: The module.
            words: Names, or what strings end in.
            attributes: Names of attributes, or what strings end in.
        """
        lines = lines_with(module, words, attributes)
        found: list[tuple[Scope, ast.AST]] = []
        waiting = self._below(self.top(module), module.tree, lines)
        while waiting:
            scope, node, inside = waiting.pop()
            found.append((scope, node))
            waiting += self._below(scope, node, inside)
        return found

    def _below(
        self, scope: Scope, node: ast.AST, lines: Sequence[int] | None
    ) -> list[tuple[Scope, ast.AST, Sequence[int] | None]]:
        """What is right below a node on some lines, with the scope of each, the last first."""
        below = children_on(node, lines)
        below.reverse()
        if isinstance(node, ast.ClassDef | FunctionNode | ast.Lambda):
            inner = self.of(scope.module, node, scope)
            body = node.body if isinstance(node.body, list) else [node.body]
            # Decorators, defaults and annotations are evaluated outside.
            inside = set(map(id, body))
            return [(inner if id(one) in inside else scope, one, on) for one, on in below]
        # The first iterable of a comprehension is evaluated outside, where no name of its own is.
        inner = self.of(scope.module, node, scope) if isinstance(node, _COMPREHENSIONS) else scope
        return [(inner, one, on) for one, on in below]


def _bindings(node: ScopeNode, inside: bool) -> Iterator[tuple[str, NameBinding]]:
    if isinstance(node, FunctionNode | ast.Lambda):
        yield from _parameters(node.args)
    if isinstance(node, _COMPREHENSIONS):
        for generator in node.generators:
            yield from _targets(generator.target, generator.iter, "item")
        return
    body = getattr(node, "body", None)
    for statement in body if isinstance(body, list) else ():
        yield from _statement(statement, inside)


def _parameters(arguments: ast.arguments) -> Iterator[tuple[str, NameBinding]]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    for argument in every:
        yield argument.arg, NameBinding("parameter", argument)
    for variadic in (arguments.vararg, arguments.kwarg):
        if variadic is not None:
            yield variadic.arg, NameBinding("definition", variadic)


def _statement(node: ast.AST, inside: bool) -> Iterator[tuple[str, NameBinding]]:
    """What a statement binds, or a part of one.

    Args:
        node: The statement.
        inside: Whether the expressions in it may bind names, too.
    """
    if isinstance(node, ast.ClassDef | FunctionNode):
        yield node.name, NameBinding("definition", node)
        return
    if isinstance(node, ast.Lambda | _COMPREHENSIONS):
        return
    yield from _own(node)
    for child in children(node):
        if inside or not isinstance(child, ast.expr):
            yield from _statement(child, inside)


def _own(node: ast.AST) -> Iterator[tuple[str, NameBinding]]:
    """What one node itself binds."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            yield name, NameBinding("import", alias, statement=node)
    elif isinstance(node, ast.AnnAssign):
        if isinstance(node.target, ast.Name):
            binding = NameBinding("annotation", node.annotation, value=node.value)
            yield node.target.id, binding
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        if node.name:
            yield node.name, NameBinding("definition", node)
    else:
        for target, given, how in _assigned(node):
            yield from _targets(target, given, how)


def _assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST, How]]:
    """The targets of an assignment of any kind, what they get, and how."""
    if isinstance(node, ast.Assign):
        yield from ((target, node.value, "value") for target in node.targets)
    elif isinstance(node, ast.AugAssign):
        yield node.target, node, "definition"
    elif isinstance(node, ast.NamedExpr):
        yield node.target, node.value, "value"
    elif isinstance(node, ast.For | ast.AsyncFor):
        yield node.target, node.iter, "item"
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield node.optional_vars, node.context_expr, "context"


def _targets(target: ast.expr, node: ast.AST, how: How) -> Iterator[tuple[str, NameBinding]]:
    if isinstance(target, ast.Name):
        yield target.id, NameBinding(how, node)
    elif isinstance(target, ast.Tuple | ast.List):
        for at, element in enumerate(target.elts):
            if isinstance(element, ast.Name):
                yield element.id, NameBinding("part", node, at, how)
            else:
                yield from _targets(element, node, "definition")
    elif isinstance(target, ast.Starred):
        yield from _targets(target.value, node, "definition")
