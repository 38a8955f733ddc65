"""The classes above a class, wherever their modules stand."""

from __future__ import annotations

import ast
from collections.abc import Collection

from routeshift_codemods.index import (
    Defined,
    FunctionNode,
    Index,
    Module,
    Outside,
    kept,
    lookup_expression,
)
from routeshift_codemods.syntax import bound_in, walk

Placed = tuple[Module, ast.ClassDef]

_PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})


@kept
def ancestors(index: Index, module: Module, node: ast.ClassDef) -> tuple[Placed, ...]:
    """A class and those above it, as Python looks through them for a method.

    Args:
        index: The facts.
        module: The module of the class.
        node: The class.
    """
    found: dict[int, Placed] = {}
    _walk(index, module, node, found, frozenset())
    return tuple(found.values())


def _walk(
    index: Index,
    module: Module,
    node: ast.ClassDef,
    found: dict[int, Placed],
    open_: frozenset[int],
) -> None:
    # A class that is above two others comes behind both.
    found.pop(id(node), None)
    found[id(node)] = (module, node)
    for base in node.bases:
        above = lookup_expression(index, module, unsubscripted(base))
        defined = above.node if isinstance(above, Defined) else None
        if isinstance(defined, ast.ClassDef) and id(defined) not in open_:
            assert isinstance(above, Defined)
            _walk(index, above.module, defined, found, open_ | {id(node)})


@kept
def is_protocol(index: Index, module: Module, node: ast.ClassDef) -> bool:
    """Whether a class says that it is a `Protocol` itself."""
    found = [lookup_expression(index, module, unsubscripted(base)) for base in node.bases]
    return any(isinstance(one, Outside) and one.name in _PROTOCOLS for one in found)


def method_in(node: ast.ClassDef, name: str) -> ast.stmt | None:
    """What binds a method in a class, the last of several; None when nothing does."""
    bound = bound_in(node).get(name)
    return bound.node if bound is not None else None


def functions_of(node: ast.ClassDef, private: Collection[str] = ()) -> dict[str, FunctionNode]:
    """The methods of a class by name, without those that begin with an underscore.

    Args:
        node: The class.
        private: Which of these are wanted all the same.
    """
    names = bound_in(node).items()
    found = {name: b.node for name, b in names if name[0] != "_" or name in private}
    return {name: one for name, one in found.items() if isinstance(one, FunctionNode)}


def unsubscripted(base: ast.expr) -> ast.expr:
    """A base without its parameters: `Store` of `Store[str]`."""
    return base.value if isinstance(base, ast.Subscript) else base


def is_class_variable(annotation: ast.expr) -> bool:
    """Whether an annotation says that it is of no field, quoted or not."""
    for node in walk(annotation):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)):
                if "ClassVar" in word:
                    return True
    return False
