"""The names that an expression may give which takes them from a table of literals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from routeshift_codemods.index import Defined, Index, lookup_expression
from routeshift_codemods.resolve.inference import Following, NameBinding, Scope

# What gives something of a table as it is, as a method of it or a function.
_TAKING = frozenset({"copy", "get", "items", "keys", "values"})
_LISTING = frozenset({"enumerate", "iter", "list", "next", "reversed", "set", "sorted", "tuple"})
# What changes a list or a table that is an entry of another one.
_CHANGING = frozenset({"add", "append", "extend", "insert", "setdefault", "update"})
_MUTABLE = ast.Dict | ast.List | ast.Set


@dataclass(slots=True)
class NamedTexts:
    """Follows an expression to the literals that its value is one of, or a part of one.

    Attributes:
        index: The facts.
        following: The module that it stands in.
        seen: What has been followed already.
    """

    index: Index
    following: Following
    seen: set[ast.AST] = field(default_factory=set)

    def of(self, scope: Scope, node: ast.AST | None) -> frozenset[str] | None:
        """The texts that an expression may be; None where it may be others.

        Args:
            scope: The scope that it is evaluated in.
            node: The expression.
        """
        if node in self.seen:
            return frozenset()
        if node is not None:
            self.seen.add(node)
        match node:
            case ast.Constant(value=str(text)):
                return frozenset({text})
            case ast.Constant():
                return frozenset()
            case ast.Name():
                return self._named(scope, node)
            case ast.Attribute():
                return self._elsewhere(scope, node)
        sources = _sources(node)
        return None if sources is None else self._any(scope, sources)

    def _any(self, scope: Scope, nodes: Iterable[ast.AST | None]) -> frozenset[str] | None:
        found = [self.of(scope, one) for one in nodes]
        known = [one for one in found if one is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def _named(self, scope: Scope, name: ast.Name) -> frozenset[str] | None:
        home = scope.finding(name.id)
        is_imported = home is not None and any(b.how == "import" for b in home.names[name.id])
        if home is None or is_imported:
            return self._elsewhere(scope, name)
        return self._bound(home, name.id)

    def _elsewhere(self, scope: Scope, node: ast.expr) -> frozenset[str] | None:
        found = lookup_expression(self.index, scope.module, node)
        if not isinstance(found, Defined) or found.bound.target is not None:
            return None
        following = Following(self.following.scopes, found.module)
        top = following.scopes.top(found.module)
        return NamedTexts(self.index, following, self.seen)._bound(top, found.bound.name)

    def _bound(self, home: Scope, name: str) -> frozenset[str] | None:
        given = [_given(binding) for binding in home.names.get(name, ())]
        if not given or self._may_change(home, name, given):
            return None
        return self._any(home, given)

    def _may_change(self, home: Scope, name: str, given: Iterable[ast.AST | None]) -> bool:
        """Whether a name may get other texts than those that it is given where it is bound."""
        is_global = isinstance(home.node, ast.Module)
        text = self.following.module.source.text
        if is_global and re.search(rf"\bglobal\b.*\b{re.escape(name)}\b", text):
            return True
        if not any(isinstance(one, _MUTABLE) for one in given):
            return False
        # Whoever imports a table may put more into it, but for one that is written as a constant.
        is_constant = name.isupper() or name.startswith("_") or not is_global
        uses = self.following.loads(home, name)
        return not is_constant or not all(self._is_read(use) for _, use in uses)

    def _is_read(self, use: ast.expr) -> bool:
        """Whether something of a table is taken there, and nothing else happens to it."""
        parent = self.following.parent(use)
        match parent:
            case ast.Subscript(ctx=ast.Load()):
                entry = self.following.parent(parent)
                return not isinstance(entry, ast.Attribute) or entry.attr not in _CHANGING
            case ast.Attribute(attr=attr):
                return attr in _TAKING
            case ast.Call(func=ast.Name(id=name)):
                return name in _LISTING | {"len"}
        return isinstance(parent, ast.For | ast.comprehension | ast.Compare)


def _sources(node: ast.AST | None) -> list[ast.expr] | None:
    """The expressions of which another one gives one or a part; None where it makes something."""
    match node:
        case ast.Subscript(value=table):
            return [table]
        case ast.Call(func=ast.Attribute(value=table, attr=attr), keywords=[]) if attr in _TAKING:
            return [table, *node.args[1:]]
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _LISTING:
            return node.args
        case ast.Dict():
            return [*filter(None, node.keys), *node.values]
        case ast.List() | ast.Set() | ast.Tuple():
            return node.elts
        case ast.IfExp():
            return [node.body, node.orelse]
    return None


def _given(binding: NameBinding) -> ast.AST | None:
    """What a name gets, or something of which it gets a part."""
    if binding.how == "annotation":
        return binding.value
    is_part = binding.how == "part" and binding.source in ("value", "item")
    return binding.node if is_part or binding.how in ("value", "item") else None
