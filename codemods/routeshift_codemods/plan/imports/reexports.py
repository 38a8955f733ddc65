"""Packages that re-export an API by name: its request models join it there."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence

from routeshift_codemods.edit import AddImport, Change, ReexportName, applied
from routeshift_codemods.index import Module
from routeshift_codemods.plan.imports.block import ImportBlock
from routeshift_codemods.plan.imports.merging import replaced
from routeshift_codemods.plan.imports.package_init import imports_from, listed, listing
from routeshift_codemods.plan.layout import Statement, take_apart


def with_requests(
    init: Module,
    places: Collection[str],
    api: str,
    requests: Sequence[str],
    width: int,
    home: str | None = None,
) -> str:
    """A package's `__init__`, with the request models where it re-exports an API's Protocol.

    Whoever takes the Protocol from there to implement it needs them, too.

    Args:
        init: The `__init__`.
        places: The dotted names of what the Protocol is imported from.
        api: The name of the Protocol.
        requests: The names of the request models.
        width: How long a line may be.
        home: The relative module that the request models are in; None when they can be imported
            from where the Protocol is.
    """
    statement = _importing(init, places, api)
    lists = listed(init)
    if statement is None or (lists and not any(api in _strings(value) for value in lists)):
        return init.source.text
    new = [name for name in requests if name not in init.names]
    changes = list(_import_changes(init, statement, new, width, home)) if new else []
    for value in lists:
        added = [name for name in new if name not in _strings(value)]
        if api in _strings(value) and added:
            changes.append(listing(init, value, ReexportName(tuple(added), width, beside=api)))
    return applied(init, changes)


def _importing(init: Module, places: Collection[str], api: str) -> Statement | None:
    for statement in take_apart(init).statements:
        node = statement.node
        if not statement.is_import or not isinstance(node, ast.ImportFrom):
            continue
        from_there = any(imports_from(init, node, place) for place in places)
        if from_there and any(alias.name == api and not alias.asname for alias in node.names):
            return statement
    return None


def _import_changes(
    init: Module, statement: Statement, new: Sequence[str], width: int, home: str | None
) -> Iterator[Change]:
    """The changes that import names: with a statement that is there, or with one beside it."""
    where = home or _place(statement)
    for other in take_apart(init).statements:
        if other.is_import and _place(other) == where:
            span = init.source.span(other.node)
            yield from (Change(init.path, span, AddImport(name, width)) for name in new)
            return
    block = ImportBlock(lambda _: False, width)
    block.keep(init, statement, statement.binds)
    for name in new:
        block.add(where, name)
    yield replaced(init, [statement], block.render())


def _place(statement: Statement) -> str:
    node = statement.node
    if not isinstance(node, ast.ImportFrom) or node.names[0].name == "*":
        return ""
    return "." * node.level + (node.module or "")


def _strings(value: ast.List | ast.Tuple) -> list[str]:
    return [str(e.value) for e in value.elts if isinstance(e, ast.Constant)]
