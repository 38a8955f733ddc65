"""Circles of imports that only hold while a module is one file."""

from __future__ import annotations

from collections.abc import Iterator

from routeshift.errors import DeclarationError
from routeshift_codemods.index import Index, Module
from routeshift_codemods.plan.layout.statements import Layers, Statement
from routeshift_codemods.syntax import Bound, bindings


def refuse_circle(index: Index, module: Module, layers: Layers) -> None:
    """Refuse a module that imports, below a definition, a module that needs the definition.

    The other one finds it half way through the one file; in a package it would not be there yet.

    Raises:
        DeclarationError: There is such a circle.
    """
    leading = set(layers.leading_imports)
    for statement in layers.statements:
        # Below a definition: in one file the other module
        # found it bound, in several it finds half a package.
        if statement.is_import and statement not in leading:
            for other in _reached(index, module, statement):
                needed = _needed(other, module)
                if needed is not None:
                    raise DeclarationError(
                        f"{other.name}, which is imported here, imports {needed} from this module.",
                        file=module.path,
                        line=statement.code,
                        hint=f"Move {needed} to a module that both can import.",
                    )


def _reached(index: Index, module: Module, statement: Statement) -> Iterator[Module]:
    """The modules that an import statement runs, as far as the target has them."""
    found = {module.name}
    bound = [b for b in bindings(list(statement.nodes)) if isinstance(b, Bound)]
    waiting = [name for b in bound for name in _named(module, b)]
    while waiting:
        other = index.find(waiting.pop())
        if other is None or other.name in found:
            continue
        found.add(other.name)
        yield other
        waiting += [n for b in other.names.values() if not b.typing_only for n in _named(other, b)]
        waiting += [other.absolute(star.module) for star in other.stars]


def _named(module: Module, bound: Bound) -> Iterator[str]:
    if bound.target is not None:
        where, name = bound.target
        yield module.absolute(where)
        if name is not None:
            yield f"{module.absolute(where)}.{name}"


def _needed(other: Module, module: Module) -> str | None:
    """A name that a module takes from another one while it is imported."""
    for bound in other.names.values():
        if bound.target is not None and not bound.typing_only:
            where, name = bound.target
            if name in module.names and other.absolute(where) == module.name:
                return name
    return None
