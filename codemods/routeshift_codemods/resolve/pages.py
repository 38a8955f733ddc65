"""Which methods may return a page, whose `url` its route gives (rule S5), read from source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cached_property

from routeshift.wire import PAGE_FIELDS
from routeshift_codemods.index import Defined, Index, Module, Outside, lookup_expression
from routeshift_codemods.resolve.ancestry import ancestors, unsubscripted
from routeshift_codemods.resolve.records import Method
from routeshift_codemods.resolve.signatures import members_of_union, unquoted

# Classes of these packages have no such fields; one of any other package may have them.
_KNOWN = sys.stdlib_module_names | {
    "builtins",
    "fastapi",
    "pydantic",
    "starlette",
    "typing_extensions",
}
# What stands for any model.
_ANY = frozenset({f"{m}.BaseModel" for m in ("pydantic", "pydantic.main")})
_ANY |= {"typing.Any", "builtins.object"}


class Pages:
    """The pages of a target: classes with the fields `url` and `has_more`.

    Args:
        index: The facts.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def may_be_returned(self, method: Method) -> bool:
        """Whether a method may return one: also where the source does not tell."""
        returns = method.node.returns
        # Nothing says what it returns: then any page of the target may be it.
        if returns is None:
            return bool(self._with_bases)
        return self._may_be(method.module, returns, frozenset())

    def _may_be(self, module: Module, annotation: ast.expr, seen: frozenset[ast.stmt]) -> bool:
        members = members_of_union(self._index, module, annotation)
        return any(self._member(module, unquoted(member), seen) for member in members)

    def _member(self, module: Module, node: ast.expr, seen: frozenset[ast.stmt]) -> bool:
        if isinstance(node, ast.Constant):
            return False
        found = lookup_expression(self._index, module, unsubscripted(node))
        if isinstance(found, Defined):
            return found.node not in seen and self._defined(found, seen | {found.node})
        name = "" if found is None else found.name
        if name.endswith(".Annotated") and isinstance(node, ast.Subscript):
            inner = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
            return self._may_be(module, inner, seen)
        return bool(self._with_bases) if name in _ANY else not _is_known(name)

    def _defined(self, found: Defined, seen: frozenset[ast.stmt]) -> bool:
        if isinstance(found.node, ast.ClassDef):
            fields = self._fields(found.module, found.node, frozenset())
            return fields is None or fields >= PAGE_FIELDS or found.node in self._with_bases
        value = getattr(found.node, "value", None)
        if isinstance(value, ast.expr) and not isinstance(value, ast.Call):
            return self._may_be(found.module, value, seen)
        return bool(self._with_bases)  # a TypeVar, or what only running tells

    @cached_property
    def _with_bases(self) -> frozenset[ast.stmt]:
        """The pages of the target and the classes that they inherit from."""
        found: set[ast.stmt] = set()
        for module in self._index.modules():
            for node in module.tree.body:
                if isinstance(node, ast.ClassDef):
                    fields = self._fields(module, node, frozenset())
                    if fields is not None and fields >= PAGE_FIELDS:
                        found |= {above for _, above in ancestors(self._index, module, node)}
        return frozenset(found)

    def _fields(
        self, module: Module, node: ast.ClassDef, seen: frozenset[ast.stmt]
    ) -> frozenset[str] | None:
        """What of `url` and `has_more` a class has; None when a base is not known."""
        targets = [s.target for s in node.body if isinstance(s, ast.AnnAssign)]
        found = {t.id for t in targets if isinstance(t, ast.Name)} & PAGE_FIELDS
        for base in self._bases(module, node):
            if isinstance(base, Outside):
                # A base from elsewhere may bring the fields along.
                if not _is_known(base.name):
                    return None
            elif isinstance(base.node, ast.ClassDef) and base.node not in seen:
                inherited = self._fields(base.module, base.node, seen | {node})
                if inherited is None:
                    return None
                found |= inherited
        return frozenset(found)

    def _bases(self, module: Module, node: ast.ClassDef) -> Iterator[Defined | Outside]:
        for base in node.bases:
            yield lookup_expression(self._index, module, unsubscripted(base)) or Outside("")


def _is_known(name: str) -> bool:
    return name.partition(".")[0] in _KNOWN
