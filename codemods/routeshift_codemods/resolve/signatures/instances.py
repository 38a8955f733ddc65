"""Classes in annotations that pydantic does not know, as a sentinel's."""

from __future__ import annotations

import ast
from typing import TypeGuard

from routeshift_codemods.index import Defined, Index, Module, Outside, lookup_expression
from routeshift_codemods.resolve.signatures.shapes import is_dataclass, members_of_union

# What comes from these, pydantic knows.
_KNOWN_PACKAGES = frozenset(
    {
        "builtins",
        "collections",
        "datetime",
        "decimal",
        "enum",
        "fastapi",
        "fractions",
        "ipaddress",
        "pathlib",
        "pydantic",
        "re",
        "starlette",
        "typing",
        "typing_extensions",
        "uuid",
    }
)
# What generated clients call the class of their sentinel.
_SENTINELS = frozenset({"NotGiven", "Omit", "Unset"})
_HOOK = "__get_pydantic_core_schema__"


def is_sentinel(index: Index, module: Module, node: ast.expr) -> bool:
    """Whether an annotation, no union, is certainly a class that pydantic does not know."""
    found = lookup_expression(index, module, node)
    if isinstance(found, Defined):
        return _is_plain_class(index, found)
    # Of a class from elsewhere only its name tells.
    return _may_be_unknown(found) and found.name.rpartition(".")[2] in _SENTINELS


def needs_arbitrary_types(index: Index, module: Module, node: ast.expr | None) -> bool:
    """Whether a parameter may be of a class that pydantic does not know.

    What the items of a list are, it knows: a client can send them.
    """
    members = [] if node is None else members_of_union(index, module, node)
    found = [lookup_expression(index, module, m) for m in members]
    return any(
        _may_be_unknown(name) and not is_sentinel(index, module, member)
        for name, member in zip(found, members, strict=True)
    )


def _may_be_unknown(found: Defined | Outside | None) -> TypeGuard[Outside]:
    return isinstance(found, Outside) and found.name.partition(".")[0] not in _KNOWN_PACKAGES


def _is_plain_class(index: Index, found: Defined) -> bool:
    node = found.node
    if not isinstance(node, ast.ClassDef) or any(map(is_dataclass, node.decorator_list)):
        return False
    bases = [lookup_expression(index, found.module, base) for base in node.bases]
    return not _has_hook(node) and all(
        _is_plain_class(index, base)
        if isinstance(base, Defined)
        else base == Outside("builtins.object")
        for base in bases
    )


def _has_hook(node: ast.ClassDef) -> bool:
    return any(getattr(statement, "name", None) == _HOOK for statement in node.body)
