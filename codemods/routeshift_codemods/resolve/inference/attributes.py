"""The attributes of classes: methods, annotations, and what methods assign to `self`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from routeshift_codemods.index import FunctionNode, Index, Module, Outside, lookup_expression
from routeshift_codemods.resolve.ancestry import Placed, ancestors, method_in, unsubscripted
from routeshift_codemods.resolve.inference.kinds import Class, Instance, Super
from routeshift_codemods.resolve.inference.scopes import NameBinding, Scope, Scopes
from routeshift_codemods.syntax import walk_statements

# The packages whose bases give no attributes but those that a class declares.
_PLAIN = frozenset({"typing", "typing_extensions", "abc", "enum", "pydantic", "builtins"})
_Bindings = tuple[tuple[Scope, NameBinding], ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a class says of an attribute.

    Attributes:
        function: The method, in its scope; None for an attribute that is none.
        bindings: What is bound to it, each with the scope that it is evaluated in.
        foreign: The base of another package that gives it; None when source has it.
    """

    function: tuple[Scope, FunctionNode] | None = None
    bindings: _Bindings = ()
    foreign: str | None = None


@dataclass(slots=True)
class Attributes:
    """Reads the attributes of classes; each class is read once.

    Attributes:
        index: The facts.
        scopes: The scopes.
    """

    index: Index
    scopes: Scopes
    _assigned: dict[ast.ClassDef, dict[str, _Bindings]] = field(default_factory=dict)

    def of(self, kind: Instance | Class | Super, name: str) -> Attribute | None:
        """An attribute, of a class or of those above it; None when no source has it."""
        for module, owner in self.classes(kind):
            scope = self.scopes.of(module, owner, self.scopes.top(module))
            function = method_in(owner, name)
            if isinstance(function, FunctionNode):
                return Attribute((self.scopes.of(module, function, scope), function))
            own = tuple((scope, binding) for binding in scope.names.get(name, ()))
            found = (*own, *self._assignments(module, owner).get(name, ()))
            annotated = tuple(row for row in found if row[1].how == "annotation")
            if found:
                return Attribute(bindings=annotated or found)
        foreign = self._foreign(self.classes(kind))
        return Attribute(foreign=foreign) if foreign else None

    def _foreign(self, classes: tuple[Placed, ...]) -> str | None:
        """A class of another package above some classes, which may give what they lack."""
        if any(method_in(owner, "__getattr__") for _, owner in classes):
            return None
        bases = [(module, base) for module, owner in classes for base in owner.bases]
        found = [lookup_expression(self.index, module, unsubscripted(b)) for module, b in bases]
        names = [one.name for one in found if isinstance(one, Outside) and "." in one.name]
        return next((n for n in names if n.partition(".")[0] not in _PLAIN), None)

    def classes(self, kind: Instance | Class | Super) -> tuple[Placed, ...]:
        """The classes that an attribute is looked for in, in order."""
        return ancestors(self.index, kind.module, kind.node)[isinstance(kind, Super) :]

    def _assignments(self, module: Module, owner: ast.ClassDef) -> dict[str, _Bindings]:
        if owner not in self._assigned:
            found: dict[str, _Bindings] = {}
            for name, scope, binding in self._assigning(module, owner):
                found[name] = (*found.get(name, ()), (scope, binding))
            self._assigned[owner] = found
        return self._assigned[owner]

    def _assigning(
        self, module: Module, owner: ast.ClassDef
    ) -> Iterator[tuple[str, Scope, NameBinding]]:
        for method in owner.body:
            first = _first(method)
            if first is None:
                continue
            assert isinstance(method, FunctionNode)
            scope = self.scopes.method(module, owner, method)
            for node in walk_statements(method):
                for target, binding in _bindings(node):
                    if isinstance(target.value, ast.Name) and target.value.id == first:
                        yield target.attr, scope, binding


def _first(method: ast.stmt) -> str | None:
    if not isinstance(method, FunctionNode):
        return None
    arguments = [*method.args.posonlyargs, *method.args.args]
    return arguments[0].arg if arguments else None


def _bindings(node: ast.AST) -> Iterator[tuple[ast.Attribute, NameBinding]]:
    """The attributes that one node assigns, each with what it gets."""
    if isinstance(node, ast.AnnAssign):
        yield from _attribute(node.target, NameBinding("annotation", node.annotation))
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield from _attribute(node.optional_vars, NameBinding("context", node.context_expr))
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _attribute(target, NameBinding("value", node.value))
            for at, element in enumerate(getattr(target, "elts", ())):
                yield from _attribute(element, NameBinding("part", node.value, at))


def _attribute(
    target: ast.expr, binding: NameBinding
) -> Iterator[tuple[ast.Attribute, NameBinding]]:
    if isinstance(target, ast.Attribute):
        yield target, binding
