"""Packages that re-export an API by name: its request models join it there."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from routeshift_codemods.edit import AddImport, Change, ReexportName, applied
from routeshift_codemods.index import Module
from routeshift_codemods.plan.imports.block import ImportBlock
from routeshift_codemods.plan.imports.merging import replaced
from routeshift_codemods.plan.imports.package_init import imports_from, lists_of_all
from routeshift_codemods.plan.layout import Statement, take_apart
from routeshift_codemods.syntax import module_named


@dataclass(frozen=True, slots=True)
class Reexport:
    """An API whose request models join it where a package re-exports its Protocol.

    Whoever takes the Protocol from there to implement it needs them, too.

    Attributes:
        places: The dotted names of what the Protocol is imported from.
        api: The name of the Protocol.
        requests: The names of the request models.
        home: The relative module that the request models are in; None when they can be imported
            from where the Protocol is.
    """

    places: frozenset[str]
    api: str
    requests: Sequence[str]
    home: str | None = None


def with_requests(init: Module, reexports: Iterable[Reexport]) -> str:
    """A package's `__init__`, with the request models of the APIs that it re-exports.

    Args:
        init: The `__init__`.
        reexports: The APIs; those that have a home one at a time.
    """
    statements = take_apart(init).statements
    lists = lists_of_all(init)
    known = set(init.names)
    changes: list[Change] = []
    for reexport in reexports:
        api = reexport.api
        statement = _importing(init, statements, reexport)
        if statement is None or (lists and not any(api in _strings(value) for value in lists)):
            continue
        new = tuple(name for name in reexport.requests if name not in known)
        known.update(new)
        if new:
            changes.append(_import_change(init, statements, statement, new, reexport.home))
        # Its own code may have imported one already.
        given = {*new, *_imported(statement)}
        for value in lists:
            added = tuple(n for n in reexport.requests if n in given and n not in _strings(value))
            if api in _strings(value) and added:
                span = init.source.span(value)
                changes.append(Change(init.path, span, ReexportName(added, beside=api)))
    return applied(init, changes)


def _importing(
    init: Module, statements: Sequence[Statement], reexport: Reexport
) -> Statement | None:
    for statement in statements:
        node = statement.node
        if not statement.is_import or not isinstance(node, ast.ImportFrom):
            continue
        from_there = any(imports_from(init, node, place) for place in reexport.places)
        if from_there and any(a.name == reexport.api and not a.asname for a in node.names):
            return statement
    return None


def _import_change(
    init: Module,
    statements: Sequence[Statement],
    statement: Statement,
    new: tuple[str, ...],
    home: str | None,
) -> Change:
    """The change that imports names: with a statement that is there, or with one beside it."""
    where = home or _place(statement)
    for other in statements:
        if other.is_import and _place(other) == where:
            return Change(init.path, init.source.span(other.node), AddImport(new))
    block = ImportBlock(lambda _: False)
    block.keep(init, statement, statement.binds)
    for name in new:
        block.add(where, name)
    return replaced(init, [statement], block.render())


def _place(statement: Statement) -> str:
    node = statement.node
    if not isinstance(node, ast.ImportFrom) or node.names[0].name == "*":
        return ""
    return module_named(node)


def _imported(statement: Statement) -> set[str]:
    node = statement.node
    names = node.names if isinstance(node, ast.ImportFrom) else ()
    return {alias.name for alias in names if not alias.asname}


def _strings(value: ast.List | ast.Tuple) -> list[str]:
    return [str(e.value) for e in value.elts if isinstance(e, ast.Constant)]
