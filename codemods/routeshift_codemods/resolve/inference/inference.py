"""What an expression may be: a small reader of annotations, assignments, bases and fixtures."""

from __future__ import annotations

import ast

from routeshift_codemods.resolve.inference.calling import Calling, key_of
from routeshift_codemods.resolve.inference.kinds import (
    NOTHING,
    UNKNOWN,
    Holding,
    Kind,
    Kinds,
    Registered,
)
from routeshift_codemods.resolve.inference.reading import each, foreign, holding, parted
from routeshift_codemods.resolve.inference.scopes import Scope


class Inference(Calling):
    """Reads what expressions may be, from all that source tells.

    Args:
        index: The facts of the whole project.
    """

    def value(self, scope: Scope, node: ast.AST | None) -> Kinds:
        """What an expression may be.

        Args:
            scope: The scope that it is evaluated in.
            node: The expression.
        """
        return NOTHING if node is None else self.once(scope, node, "value", self._value)

    def _value(self, scope: Scope, node: ast.AST) -> Kinds:
        if isinstance(node, ast.Name | ast.Attribute):
            named = self._named(scope, node)
            if named is not None:
                return named
        if isinstance(node, ast.Attribute):
            return each(self.value(scope, node.value), lambda kind: self.attribute(kind, node.attr))
        if isinstance(node, ast.Await | ast.NamedExpr | ast.Starred | ast.YieldFrom):
            return self.value(scope, node.value)
        if isinstance(node, ast.IfExp):
            return self.value(scope, node.body) | self.value(scope, node.orelse)
        if isinstance(node, ast.BoolOp):
            return frozenset().union(*(self.value(scope, one) for one in node.values))
        if isinstance(node, ast.Call):
            return each(self.value(scope, node.func), lambda kind: self._called(scope, node, kind))
        if isinstance(node, ast.Subscript):
            return self._subscript(scope, node)
        return self._literal(scope, node)

    def _literal(self, scope: Scope, node: ast.AST) -> Kinds:
        if isinstance(node, ast.Tuple) and not any(isinstance(e, ast.Starred) for e in node.elts):
            return parted(self.value(scope, one) for one in node.elts)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return holding(self._element(scope, one) for one in node.elts)
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            given = (self._element(scope, value, is_whole=key is None) for key, value in pairs)
            return holding(given, is_table=True)
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            return holding([self.value(self.scopes.of(scope.module, node, scope), node.elt)])
        if isinstance(node, ast.DictComp):
            inner = self.scopes.of(scope.module, node, scope)
            return holding([self.value(inner, node.value)], is_table=True)
        if isinstance(node, ast.Constant):
            return NOTHING if node.value is None else foreign(f"builtins.{type(node.value)}")
        if isinstance(node, ast.JoinedStr | ast.Compare):
            return foreign("builtins.str")
        return UNKNOWN

    def _element(self, scope: Scope, node: ast.expr, *, is_whole: bool = False) -> Kinds:
        """What an element of a literal adds: itself, or all of something that is unpacked."""
        if is_whole:
            return each(self.value(scope, node), self._item)
        given = self.value(scope, node)
        return each(given, self._iterated) if isinstance(node, ast.Starred) else given

    def _subscript(self, scope: Scope, node: ast.Subscript) -> Kinds:
        if isinstance(node.slice, ast.Slice):
            return each(self.value(scope, node.value), _sliced)
        at = node.slice.value if isinstance(node.slice, ast.Constant) else None
        found = each(self.value(scope, node.value), lambda kind: self._at(kind, at))
        key = key_of(node.slice)
        return frozenset({Registered(key)}) if key and found <= UNKNOWN else found


def _sliced(kind: Kind) -> Kinds:
    """What a slice of something is: of a tuple, nobody counts which parts."""
    return holding([kind.items]) if isinstance(kind, Holding) else frozenset({kind})
