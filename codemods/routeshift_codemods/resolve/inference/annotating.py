"""What annotations say of the objects that they are about."""

from __future__ import annotations

import ast

from routeshift_codemods.index import Defined, lookup_expression
from routeshift_codemods.resolve.inference.annotations import GENERICS, MOCKS, THE_CLASS
from routeshift_codemods.resolve.inference.kinds import (
    NOTHING,
    UNKNOWN,
    Class,
    Foreign,
    Giving,
    Holding,
    Instance,
    Kind,
    Kinds,
    Registered,
    is_ours,
)
from routeshift_codemods.resolve.inference.names import Names
from routeshift_codemods.resolve.inference.reading import each, holding, parted
from routeshift_codemods.resolve.inference.scopes import Scope
from routeshift_codemods.resolve.signatures import unquoted
from routeshift_codemods.syntax import last_name


class Annotating(Names):
    """Reads annotations."""

    def annotated(self, scope: Scope, node: ast.AST | None) -> Kinds:
        """What an object may be that an annotation is about, and None apart."""
        return NOTHING if node is None else self.once(scope, node, "annotated", self._annotated)

    def _annotated(self, scope: Scope, node: ast.AST) -> Kinds:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            plain = unquoted(node)
            return UNKNOWN if plain is node else self.annotated(scope, plain)
        if isinstance(node, ast.Constant):
            return NOTHING
        if isinstance(node, ast.BinOp):
            return self.annotated(scope, node.left) | self.annotated(scope, node.right)
        if isinstance(node, ast.Subscript):
            return self._generic(scope, node)
        alias = self._alias(scope, node) if isinstance(node, ast.Name | ast.Attribute) else ()
        if alias:
            return frozenset().union(*(self.annotated(*one) for one in alias))
        found = self._named(scope, node) if isinstance(node, ast.Name | ast.Attribute) else None
        given = UNKNOWN if found is None else each(found, lambda k: self._instance(scope, k))
        is_named = isinstance(node, ast.Attribute) and node.attr not in {*MOCKS, "Any"}
        if given <= UNKNOWN and isinstance(node, ast.Attribute) and is_named:
            # `Api.orders`, a name in an enumeration, where the API itself cannot be imported.
            return frozenset({Registered(node.attr)})
        return given

    def _alias(self, scope: Scope, node: ast.expr) -> list[tuple[Scope, ast.expr]]:
        """What a name of a module is an alias of, when that is more than another name."""
        found = lookup_expression(self.index, scope.module, node)
        value = getattr(found.node, "value", None) if isinstance(found, Defined) else None
        if not isinstance(found, Defined):
            return []
        top = self.scopes.top(found.module)
        if isinstance(value, ast.Subscript | ast.BinOp):
            return [(top, value)]
        return [(top, one) for one in _stands_for(value)] if isinstance(value, ast.Call) else []

    def _instance(self, scope: Scope, kind: Kind) -> Kinds:
        if isinstance(kind, Class):
            return frozenset({Instance(kind.module, kind.node)})
        if isinstance(kind, Foreign) and kind.name in THE_CLASS and scope.owner is not None:
            assert isinstance(scope.owner.node, ast.ClassDef)
            return frozenset({Instance(scope.module, scope.owner.node)})
        if isinstance(kind, Foreign) and kind.name in GENERICS:
            return frozenset({Holding(UNKNOWN)})
        if isinstance(kind, Foreign) and kind.name.rpartition(".")[2] in MOCKS:
            return UNKNOWN
        # An alias gives what its value would give; all else that is no class may be anything.
        return frozenset({kind}) if isinstance(kind, Instance | Foreign | Holding) else UNKNOWN

    def _generic(self, scope: Scope, node: ast.Subscript) -> Kinds:
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        head = node.value
        heads = self._named(scope, head) if isinstance(head, ast.Name | ast.Attribute) else None
        names = [kind.name for kind in heads or () if isinstance(kind, Foreign)]
        meaning = GENERICS.get(names[0]) if names else None
        if meaning is None:
            # Of another package's generic nobody knows what it does with what is ours.
            ours = names and any(is_ours(k) for one in inner for k in self.annotated(scope, one))
            return UNKNOWN if ours else self.annotated(scope, node.value)
        if meaning == "any":
            return frozenset().union(*(self.annotated(scope, one) for one in inner))
        if meaning in ("first", "last"):
            return self.annotated(scope, inner[0 if meaning == "first" else -1])
        if meaning == "class":
            given = self.annotated(scope, inner[0])
            return each(given, _class_of)
        if meaning == "called":
            return frozenset({Giving(self.annotated(scope, inner[-1]))})
        if meaning == "parts":
            return self._tuple(scope, inner)
        last = inner[0 if meaning == "holds first" else -1]
        return holding([self.annotated(scope, last)], is_table=meaning == "table")

    def _tuple(self, scope: Scope, inner: list[ast.expr]) -> Kinds:
        """What a tuple holds, each by its place; `tuple[X, ...]` holds any number of one."""
        given = [self.annotated(scope, one) for one in inner]
        last = inner[-1]
        if isinstance(last, ast.Constant) and last.value is Ellipsis:
            return holding(given[:1])
        return parted(given)


def _stands_for(call: ast.Call) -> list[ast.expr]:
    """What a type variable is bound to, or may be, and what a new type is of."""
    name = last_name(call.func)
    if name == "TypeVar":
        bound = [one.value for one in call.keywords if one.arg == "bound"]
        # Any type, where it says nothing.
        return bound or call.args[1:] or [ast.Name("object")]
    return call.args[1:] if name == "NewType" else []


def _class_of(kind: Kind) -> Kinds:
    return frozenset({Class(kind.module, kind.node)}) if isinstance(kind, Instance) else UNKNOWN
