"""The classes of the target that a decorator's definition makes instances of."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from routeshift_codemods.index import Defined, FunctionNode, Index, Module, kept, lookup_expression
from routeshift_codemods.resolve.ancestry import is_class_variable
from routeshift_codemods.syntax import Bound, bindings, walk

# No class of a real codebase inherits as deep; one that seems to goes in a circle.
_DEPTH = 12

# Methods by which a class may make anything of its fields.
MAGIC = frozenset({"__getattribute__", "__new__", "__setattr__"})


def own_fields(node: ast.ClassDef) -> dict[str, ast.expr | None]:
    """The fields that a dataclass or model declares, with their defaults."""
    declared = [part for part in node.body if isinstance(part, ast.AnnAssign)]
    return {
        part.target.id: part.value
        for part in declared
        if isinstance(part.target, ast.Name) and not is_class_variable(part.annotation)
    }


def own_words(node: ast.ClassDef) -> dict[str, ast.expr | None]:
    """What a class says of all its instances; None where only running tells."""
    found: dict[str, ast.expr | None] = {}
    for part in node.body:
        match part:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=value):
                found |= {name: value} if value is not None else {}
            case ast.FunctionDef(name=name, decorator_list=[]):
                found.pop(name, None)
            case _:
                found |= {b.name: None for b in bindings([part]) if isinstance(b, Bound)}
    return found


@kept
def words_of_all(
    index: Index, module: Module, node: ast.ClassDef
) -> tuple[tuple[Module, Mapping[str, ast.expr | None]], ...]:
    """What a class and those that it inherits from say of their instances, with their modules."""
    return tuple((where, own_words(kind)) for where, kind in lineage(index, module, node))


# A decorator makes an instance of its class for each method of each API.
@kept
def fields_of(
    index: Index, module: Module, node: ast.ClassDef
) -> tuple[tuple[Module, Mapping[str, ast.expr | None]], ...]:
    """The fields of a class and of those that it inherits from, with their modules."""
    return tuple((where, own_fields(kind)) for where, kind in lineage(index, module, node))


def own_methods(node: ast.ClassDef) -> dict[str, FunctionNode]:
    """The methods that a class has itself, by name."""
    return {part.name: part for part in node.body if isinstance(part, FunctionNode)}


def methods_of(
    index: Index, module: Module, node: ast.ClassDef
) -> dict[str, tuple[Module, FunctionNode]]:
    """The methods of a class and of those that it inherits from, with their modules."""
    ancestry = lineage(index, module, node)
    return {n: (where, m) for where, kind in ancestry for n, m in own_methods(kind).items()}


def lineage(
    index: Index, module: Module, node: ast.ClassDef, depth: int = 0
) -> Iterator[tuple[Module, ast.ClassDef]]:
    """A class and those of the target that it inherits from, the nearest last."""
    for base in reversed(node.bases) if depth < _DEPTH else ():
        found = lookup_expression(index, module, base)
        if isinstance(found, Defined) and isinstance(found.node, ast.ClassDef):
            yield from lineage(index, found.module, found.node, depth + 1)
    yield module, node


def is_magic(method: FunctionNode) -> bool:
    """Whether a method may change what others set: a validator, or one that asks its parent."""
    calls_parent = any(isinstance(n, ast.Name) and n.id == "super" for n in walk(method))
    return calls_parent or any("validator" in ast.unparse(d) for d in method.decorator_list)
