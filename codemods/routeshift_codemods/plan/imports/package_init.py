"""A package's `__init__` that names what it takes from the module beside it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from routeshift_codemods.edit import AddToList, Change, MoveImport, NewImport, applied
from routeshift_codemods.index import Module
from routeshift_codemods.syntax import module_named


def amended(
    init: Module, moved_from: str, places: Mapping[str, str], requests: Collection[str]
) -> str:
    """The `__init__` with its imports from where the names are now, and the request models.

    Args:
        init: The package's `__init__`.
        moved_from: The dotted name of the module whose names moved.
        places: The relative module of each name that moved.
        requests: The request models, which join the imports and `__all__`.
    """
    statements = [node for node in init.tree.body if imports_from(init, node, moved_from)]
    if not statements:
        return init.source.text
    first, *others = statements
    module = moved_from.rpartition(".")[2]
    added = [NewImport(places[name], name) for name in requests]
    if not any(alias.name == module for node in statements for alias in getattr(node, "names", [])):
        # Importing from the module made it an attribute of its package, and still does.
        package = "." if getattr(first, "level", 0) else init.name
        added.append(NewImport(package, module, "# noqa: F401"))
    moves = [MoveImport(places, tuple(added)), *[MoveImport(places)] * len(others)]
    changes = [
        Change(init.path, init.source.span(node), move)
        for node, move in zip(statements, moves, strict=True)
    ]
    return applied(init, [*changes, *_listed(init, requests)])


def imports_from(init: Module, node: ast.stmt, name: str) -> bool:
    """Whether a statement imports names from a module, by its dotted name."""
    return (
        isinstance(node, ast.ImportFrom)
        and init.absolute(module_named(node)) == name
        and all(alias.name != "*" for alias in node.names)
    )


def lists_of_all(init: Module) -> list[ast.List | ast.Tuple]:
    """The lists in which a module's `__all__` is written down, empty ones left out."""
    found: list[ast.List | ast.Tuple] = []
    for node in init.tree.body:
        value = getattr(node, "value", None)
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        named = any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets)
        if named:
            found += [one for one in _summands(value) if one.elts]
    return found


def _summands(value: ast.expr | None) -> Iterator[ast.List | ast.Tuple]:
    """The lists that an expression is, or is the sum of with others."""
    if isinstance(value, ast.List | ast.Tuple):
        yield value
    elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        yield from _summands(value.left)
        yield from _summands(value.right)


def _listed(init: Module, requests: Collection[str]) -> Iterator[Change]:
    lists = lists_of_all(init)
    known = {e.value for value in lists for e in value.elts if isinstance(e, ast.Constant)}
    new = tuple(name for name in requests if name not in known)
    if new and lists:
        yield Change(init.path, init.source.span(lists[0]), AddToList(new))
