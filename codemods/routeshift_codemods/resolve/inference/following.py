"""Where the value of an expression is used: there, or through what is bound to it once."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from routeshift_codemods.index import Module, children_on
from routeshift_codemods.resolve.inference.keeping import (
    KeyedTable,
    Placed,
    entry_of,
    keyed,
    parameter_of,
    table_of,
)
from routeshift_codemods.resolve.inference.scopes import Scope, Scopes


@dataclass(eq=False)
class Following:
    """Follows values through a module.

    Attributes:
        scopes: The scopes of the project.
        module: The module.
    """

    scopes: Scopes
    module: Module

    _parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    _reads: dict[str, list[Placed]] = field(default_factory=dict)
    _tables: dict[str, KeyedTable | None] = field(default_factory=dict)

    def parent(self, node: ast.AST) -> ast.AST | None:
        """What a node stands in."""
        if node not in self._parents and hasattr(node, "lineno"):
            self._learn([node.lineno])
        return self._parents.get(node)

    def _learn(self, lines: list[int]) -> None:
        """Learn the parents of what stands on some lines."""
        waiting: list[tuple[ast.AST, Sequence[int] | None]] = [(self.module.tree, lines)]
        while waiting:
            node, inside = waiting.pop()
            below = children_on(node, inside)
            self._parents.update((child, node) for child, _ in below)
            waiting += below

    def loads(self, scope: Scope, name: str) -> list[Placed]:
        """Where a name is read that some scope binds.

        Args:
            scope: A scope that sees it.
            name: The name.
        """
        home = scope.finding(name)
        if name not in self._reads:
            self._reads[name] = [
                (inner, node) for inner, node in self._named(name) if isinstance(node.ctx, ast.Load)
            ]
        found = self._reads[name] if home is not None else []
        return [place for place in found if place[0].finding(name) is home]

    def _named(self, name: str) -> list[tuple[Scope, ast.Name]]:
        found = self.scopes.having(self.module, {name})
        return [(s, node) for s, node in found if isinstance(node, ast.Name) and node.id == name]

    def uses(self, scope: Scope, node: ast.expr) -> list[Placed]:
        """The expressions that have the value of one: itself, or each read of what it is bound to.

        Args:
            scope: The scope that it is evaluated in.
            node: The expression.
        """
        name = _variable(self.parent(node), node)
        if name is not None and self._is_bound_once(scope, name):
            places = self.loads(scope, name)
        else:
            kept = self._kept(node)
            if kept is None:
                return [(scope, node)]
            places = kept
        return [use for place in places for use in self.uses(*place)]

    def _kept(self, node: ast.expr) -> list[Placed] | None:
        """Where a value is read again that a private table or function got; None without one."""
        entry = entry_of(node, self.parent)
        if entry is not None:
            table = self._table(entry[0])
            is_only = table is not None and len(table.entries.get(entry[1], ())) == 1
            return table.reads.get(entry[1], []) if table is not None and is_only else None
        top = self.scopes.top(self.module)
        passed = parameter_of(node, self.parent, top)
        # Whoever else calls the function passes something else.
        if passed is None or len(self.loads(top, passed[0].name)) != 1:
            return None
        inner = self.scopes.of(self.module, passed[0], top)
        return self.loads(inner, passed[1]) if self._is_bound_once(inner, passed[1]) else None

    def _table(self, name: str) -> KeyedTable | None:
        if name not in self._tables:
            self._tables[name] = table_of(self._named(name), self.parent)
        return self._tables[name]

    def items(self, scope: Scope, node: ast.expr) -> list[Placed] | None:
        """The expressions that are items of a list; None where it is used in another way."""
        found: list[Placed] = []
        for inner, use in self.uses(scope, node):
            parent = self.parent(use)
            if isinstance(parent, ast.Subscript) and not isinstance(parent.slice, ast.Slice):
                found += self.uses(inner, parent)
            elif isinstance(parent, ast.For | ast.comprehension) and parent.iter is use:
                if not isinstance(parent.target, ast.Name):
                    return None
                own = next((s for s in self._inside(parent, inner)), inner)
                places = self.loads(own, parent.target.id)
                found += [one for place in places for one in self.uses(*place)]
            elif not self.is_harmless(use):
                return None
        return found

    def _inside(self, node: ast.AST, scope: Scope) -> Iterator[Scope]:
        """The scope of the comprehension that a `for` is part of."""
        around = self.parent(node)
        if isinstance(node, ast.comprehension) and isinstance(around, ast.expr):
            yield self.scopes.of(self.module, around, scope)

    def is_harmless(self, node: ast.expr) -> bool:
        """Whether an expression is only looked at: whether it is there, or how long it is."""
        parent = self.parent(node)
        if isinstance(parent, ast.Compare):
            return all(isinstance(op, ast.Is | ast.IsNot) for op in parent.ops)
        if isinstance(parent, ast.Call):
            return isinstance(parent.func, ast.Name) and parent.func.id in ("len", "bool")
        looks = isinstance(parent, ast.Assert | ast.If | ast.Expr)
        return looks or (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not))

    def bound_to(self, scope: Scope, node: ast.expr) -> ast.expr | None:
        """What the variable or entry that an expression reads is bound to, if that is done once."""
        entry = keyed(node)
        if entry is not None:
            table = self._table(entry[0])
            found = table.entries.get(entry[1], []) if table is not None else []
            return found[0] if len(found) == 1 else None
        if not isinstance(node, ast.Name) or not self._is_bound_once(scope, node.id):
            return None
        home = scope.finding(node.id)
        bindings = home.names[node.id] if home is not None else []
        values = [b.node for b in bindings if b.how == "value" and isinstance(b.node, ast.expr)]
        return values[0] if values else None

    @staticmethod
    def _is_bound_once(scope: Scope, name: str) -> bool:
        home = scope.finding(name)
        return home is not None and len(home.names[name]) == 1


def _variable(parent: ast.AST | None, node: ast.expr) -> str | None:
    """The variable that a statement binds to the value of an expression."""
    target: ast.expr | None = None
    if isinstance(parent, ast.Assign) and parent.value is node and len(parent.targets) == 1:
        target = parent.targets[0]
    elif isinstance(parent, ast.AnnAssign | ast.NamedExpr) and parent.value is node:
        target = parent.target
    elif isinstance(parent, ast.withitem) and parent.context_expr is node:
        target = parent.optional_vars
    return target.id if isinstance(target, ast.Name) else None
