"""What a name stands for: what binds it, in a function, a class or a module."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from routeshift_codemods.index import Defined, FunctionNode, Module, lookup_expression
from routeshift_codemods.resolve.inference.annotations import ANYTHING
from routeshift_codemods.resolve.inference.fixtures import fixture
from routeshift_codemods.resolve.inference.kinds import (
    NOTHING,
    UNKNOWN,
    Callee,
    Class,
    Foreign,
    Holding,
    Instance,
    Kind,
    Kinds,
)
from routeshift_codemods.resolve.inference.reading import Reading, each, foreign, holding
from routeshift_codemods.resolve.inference.scopes import NameBinding, Scope
from routeshift_codemods.syntax import Bound, bindings, decorators_of, walk


class Names(Reading):
    """Reads names."""

    def _named(self, scope: Scope, node: ast.Name | ast.Attribute) -> Kinds | None:
        """What a name, or a dotted name that begins with an import, stands for."""
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name):
            return None
        home = scope.finding(root.id)
        if home is None or isinstance(home.node, ast.Module):
            if isinstance(node, ast.Name) or self._is_import(home, root.id):
                return self._global(scope.module, node, {})
            return None
        local = {
            bound.name: bound
            for binding in home.names[root.id]
            if binding.statement is not None
            for bound in bindings([binding.statement])
            if isinstance(bound, Bound)
        }
        if local:
            return self._global(scope.module, node, local)
        return self._bound(home, root.id) if isinstance(node, ast.Name) else None

    @staticmethod
    def _is_import(home: Scope | None, name: str) -> bool:
        return home is None or any(one.how == "import" for one in home.names[name])

    def _global(self, module: Module, node: ast.expr, local: dict[str, Bound]) -> Kinds | None:
        found = lookup_expression(self.index, module, node, local)
        if isinstance(found, Defined):
            return self._defined(found)
        if found is None:
            return None
        is_known = "." in found.name or self._is_module(module, node, found.name, local)
        return foreign(found.name) if is_known and found.name not in ANYTHING else UNKNOWN

    @staticmethod
    def _is_module(module: Module, node: ast.expr, found: str, local: dict[str, Bound]) -> bool:
        """Whether a name without a dot is that of a module, which has been imported."""
        name = getattr(node, "id", "")
        bound = local.get(name) or module.names.get(name)
        return bound is not None and bound.target == (found, None)

    def _defined(self, found: Defined) -> Kinds:
        top = self.scopes.top(found.module)
        if isinstance(found.node, ast.ClassDef):
            return frozenset({Class(found.module, found.node)})
        if isinstance(found.node, FunctionNode):
            return frozenset({Callee(self.scopes.of(found.module, found.node, top), found.node)})
        return self._bound(top, found.bound.name) if found.bound.name in top.names else UNKNOWN

    def _bound(self, scope: Scope, name: str) -> Kinds:
        every = scope.names[name]
        annotated = [one for one in every if one.how == "annotation"]
        said = frozenset().union(*(self.binding(scope, one) for one in annotated))
        if annotated and said != UNKNOWN:
            return said
        given = frozenset().union(*(self._given(scope, one) for one in every))
        return given or said

    def _given(self, scope: Scope, binding: NameBinding) -> Kinds:
        """What one binding binds a name to, where its annotation says nothing."""
        if binding.how == "annotation":
            return self.value(scope, binding.value)
        return self.binding(scope, binding)

    def binding(self, scope: Scope, binding: NameBinding) -> Kinds:
        """What one binding binds a name to."""
        node = binding.node
        if binding.how == "parameter" and isinstance(node, ast.arg):
            return self._parameter(scope, node)
        if binding.how == "annotation":
            return self.annotated(scope, node)
        if binding.how == "value":
            return self.value(scope, node)
        if binding.how in ("item", "context"):
            given = self.value(scope, node)
            context = binding.how == "context"
            return each(given, self._entered if context else self._iterated)
        if binding.how == "part":
            return self._part(scope, binding)
        if isinstance(node, ast.ClassDef):
            return frozenset({Class(scope.module, node)})
        if isinstance(node, FunctionNode):
            return frozenset({Callee(self.scopes.of(scope.module, node, scope), node)})
        if isinstance(node, ast.arg):
            return self._variadic(scope, node)
        if isinstance(node, ast.MatchAs) and isinstance(node.pattern, ast.MatchClass):
            return self.annotated(scope, node.pattern.cls)
        return UNKNOWN

    def _variadic(self, scope: Scope, node: ast.arg) -> Kinds:
        """What `*items` or `**items` of a function holds."""
        arguments = getattr(scope.node, "args", None)
        is_table = isinstance(arguments, ast.arguments) and arguments.kwarg is node
        return holding([self.annotated(scope.parent or scope, node.annotation)], is_table=is_table)

    def _part(self, scope: Scope, binding: NameBinding) -> Kinds:
        node, at = binding.node, binding.at
        if isinstance(node, ast.Tuple | ast.List) and binding.source == "value":
            return self.value(scope, node.elts[at]) if at < len(node.elts) else UNKNOWN
        given = self.value(scope, node)
        # `for key, value in table.items()`
        is_items = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "items"
        if binding.source == "item":
            given = each(given, self._iterated)
        elif binding.source == "context":
            given = each(given, self._entered)
        return each(given, lambda kind: self._place(kind, at, is_items=is_items))

    def _place(self, kind: Kind, at: int, *, is_items: bool) -> Kinds:
        """What a name gets of something that is taken apart, which is another at each place."""
        if isinstance(kind, Holding):
            return self._at(kind, at)
        return frozenset({kind}) if isinstance(kind, Foreign) and is_items and at else UNKNOWN

    def _entered(self, kind: Kind) -> Kinds:
        if isinstance(kind, Instance):
            found = self.attribute(kind, "__aenter__") | self.attribute(kind, "__enter__")
            functions = frozenset(one for one in found if isinstance(one, Callee))
            return each(functions, self.returned) or frozenset({kind})
        return self._item(kind)

    def _iterated(self, kind: Kind) -> Kinds:
        """What a loop over something gives; over a table, its keys."""
        return UNKNOWN if isinstance(kind, Holding) and kind.is_table else self._item(kind)

    def _at(self, kind: Kind, at: object) -> Kinds:
        """What something holds at a place that is a constant, or at any."""
        if isinstance(kind, Holding) and isinstance(at, int) and at < len(kind.parts):
            return kind.parts[at]
        return self._item(kind)

    def _item(self, kind: Kind) -> Kinds:
        if isinstance(kind, Holding):
            return kind.items
        if isinstance(kind, Instance):
            return self._special(kind, ("__getitem__", "__iter__", "__aiter__", "__aenter__"))
        return frozenset({kind}) if isinstance(kind, Foreign) else UNKNOWN

    def _special(self, kind: Instance, names: Iterable[str]) -> Kinds:
        for name in names:
            found = self.attribute(kind, name)
            functions = [one for one in found if isinstance(one, Callee)]
            if functions:
                given = each(frozenset(functions), self.returned)
                return each(given, items_of)
        return UNKNOWN

    def _parameter(self, scope: Scope, node: ast.arg) -> Kinds:
        said = self.annotated(scope.parent or scope, node.annotation)
        if node.annotation is not None and said != UNKNOWN:
            return said
        function, owner = scope.node, scope.parent
        if isinstance(function, FunctionNode) and owner is not None and owner.is_class:
            first = [*function.args.posonlyargs, *function.args.args][:1]
            if first and first[0] is node and "staticmethod" not in decorators_of(function):
                assert isinstance(owner.node, ast.ClassDef)
                kind = Class if "classmethod" in decorators_of(function) else Instance
                return frozenset({kind(scope.module, owner.node)})
        found = fixture(self.index, self.scopes, scope, node.arg)
        given = UNKNOWN if found is None else self.returned(found)
        if found is not None and any(isinstance(one, ast.Yield) for one in walk(found.node)):
            given = each(given, items_of)
        if found is not None and given <= UNKNOWN:
            # A mock is what the code under test takes it for.
            return self._taken_as(self.scopes.top(scope.module), node.arg) or UNKNOWN
        return given

    def _taken_as(self, scope: Scope, name: str) -> Kinds:
        """What functions and classes take a name for that is passed to them."""
        found = NOTHING
        for inner, node in self.scopes.having(scope.module, {name}):
            if isinstance(node, ast.Call) and _passes(node, name):
                for kind in self.value(inner, node.func):
                    found |= self._taken_by(kind, node, name)
        return found

    def _taken_by(self, kind: Kind, call: ast.Call, name: str) -> Kinds:
        function = kind if isinstance(kind, Callee) else None
        if isinstance(kind, Class):
            made = [f for f in self.attribute(kind, "__init__") if isinstance(f, Callee)]
            function = made[0] if made else None
        if function is None:
            return NOTHING
        arguments = function.node.args
        own = [*arguments.posonlyargs, *arguments.args]
        own = (
            own[1:] if function.scope.parent is not None and function.scope.parent.is_class else own
        )
        by_name = {a.arg: a for a in [*own, *arguments.kwonlyargs]}
        taken = [a for a, given in zip(own, call.args, strict=False) if _is_named(given, name)]
        taken += [
            by_name[k.arg] for k in call.keywords if k.arg in by_name and _is_named(k.value, name)
        ]
        outside = function.scope.parent or function.scope
        rows = [self.annotated(outside, argument.annotation) for argument in taken]
        return frozenset().union(*rows) - UNKNOWN


def _is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _passes(call: ast.Call, name: str) -> bool:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(_is_named(one, name) for one in given)


def items_of(kind: Kind) -> Kinds:
    """What something holds, or it itself where it holds nothing."""
    return kind.items if isinstance(kind, Holding) else frozenset({kind})
