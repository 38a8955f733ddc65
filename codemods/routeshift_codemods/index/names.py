"""What a name stands for: a definition in the target, or something outside of it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from dataclasses import dataclass

from routeshift_codemods.index.facts import kept
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.outside import binds
from routeshift_codemods.syntax import Bound

_NOTHING: Mapping[str, Bound] = {}


@dataclass(frozen=True, slots=True)
class Defined:
    """A name that the target defines."""

    module: Module
    bound: Bound

    @property
    def node(self) -> ast.stmt:
        """The statement that defines it."""
        return self.bound.node


@dataclass(frozen=True, slots=True)
class Outside:
    """A name from somewhere else.

    Attributes:
        name: Dotted, as `pydantic.BaseModel`; a name that nobody binds has no module.
    """

    name: str


@kept
def lookup(index: Index, module: Module, name: str) -> Defined | Outside:
    """What a name stands for at the top level of a module; imports are followed."""
    return _lookup(index, module, name, set())


def lookup_expression(
    index: Index, module: Module, node: ast.expr, local: Mapping[str, Bound] = _NOTHING
) -> Defined | Outside | None:
    """What a name or dotted name stands for; None for any other expression.

    Args:
        index: The facts.
        module: The module that it stands in.
        node: The expression.
        local: What functions around it import.
    """
    if isinstance(node, ast.Name):
        bound = local.get(node.id)
        return _bound(index, module, bound, set()) if bound else lookup(index, module, node.id)
    if isinstance(node, ast.Attribute):
        base = lookup_expression(index, module, node.value, local)
        if isinstance(base, Outside):
            inner = index.find(base.name)
            return lookup(index, inner, node.attr) if inner else Outside(f"{base.name}.{node.attr}")
    return None


def _lookup(
    index: Index, module: Module, name: str, seen: set[tuple[str, str]]
) -> Defined | Outside:
    # Modules that re-export each other's names go in a circle.
    if (module.name, name) in seen:
        return Outside(name)
    seen.add((module.name, name))
    bound = module.names.get(name)
    if bound is None:
        return _from_stars(index, module, name, seen)
    found = _bound(index, module, bound, seen)
    # Of two places that a name may come from, the target may have one.
    for other in module.alternatives.get(name, ()) if isinstance(found, Outside) else ():
        known = _bound(index, module, other, seen)
        if isinstance(known, Defined):
            return known
    return found


def _bound(
    index: Index, module: Module, bound: Bound, seen: set[tuple[str, str]]
) -> Defined | Outside:
    if bound.target is None:
        return Defined(module, bound)
    where, inner = bound.target
    where = module.absolute(where)
    if inner is None:
        return Outside(where)
    return _member(index, where, inner, seen)


def _member(index: Index, where: str, name: str, seen: set[tuple[str, str]]) -> Defined | Outside:
    target = index.find(where)
    if target is not None and (name in target.names or target.stars):
        found = _lookup(index, target, name, seen)
        if isinstance(found, Defined) or "." in found.name:
            return found
    return Outside(f"{where}.{name}")


def _from_stars(
    index: Index, module: Module, name: str, seen: set[tuple[str, str]]
) -> Defined | Outside:
    # Of several that bind a name, the last wins.
    for star in reversed(module.stars):
        where = module.absolute(star.module)
        target = index.find(where)
        if target is None and binds(where, name):
            return Outside(f"{where}.{name}")
        if target is not None:
            found = _lookup(index, target, name, seen)
            if isinstance(found, Defined) or "." in found.name:
                return found
    return Outside(f"builtins.{name}" if hasattr(builtins, name) else name)
