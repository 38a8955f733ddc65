"""Packages that re-export an API by name: its request models join it there."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from routeshift_codemods.index.index import Module
from routeshift_codemods.plan.imports.block import ImportBlock
from routeshift_codemods.plan.imports.package_init import appended, imports_from, listed
from routeshift_codemods.plan.layout.statements import Statement, take_apart
from routeshift_codemods.plan.text.edits import Edit, edited
from routeshift_codemods.plan.text.python import string


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
    edits = [_import_edit(init, statement, new, width, home)] if new else []
    for value in lists:
        added = [name for name in new if name not in _strings(value)]
        if api in _strings(value) and added:
            edits += _listing(init, value, added, api, width)
    return edited(init.source.text, edits)


def _importing(init: Module, places: Collection[str], api: str) -> Statement | None:
    for statement in take_apart(init).statements:
        node = statement.node
        if not statement.is_import or not isinstance(node, ast.ImportFrom):
            continue
        from_there = any(imports_from(init, node, place) for place in places)
        if from_there and any(alias.name == api and not alias.asname for alias in node.names):
            return statement
    return None


def _import_edit(
    init: Module, statement: Statement, new: Sequence[str], width: int, home: str | None
) -> Edit:
    where = home or _place(statement)
    same = (s for s in take_apart(init).statements if s.is_import and _place(s) == where)
    statement = next(same, statement)
    block = ImportBlock(lambda _: False, width)
    block.keep(init, statement, statement.binds)
    for name in new:
        block.add(where, name)
    source = init.source
    end = min(source.offset(statement.last + 1, 0), len(source.text))
    return Edit(source.offset(statement.first, 0), end, block.render())


def _place(statement: Statement) -> str:
    node = statement.node
    if not isinstance(node, ast.ImportFrom) or node.names[0].name == "*":
        return ""
    return "." * node.level + (node.module or "")


def _listing(
    init: Module,
    value: ast.List | ast.Tuple,
    names: Sequence[str],
    api: str,
    width: int,
) -> Iterator[Edit]:
    """The edits that list names at their sorted places, or behind the Protocol."""
    known = _strings(value)
    key = next((k for k in _ORDERS if known == sorted(known, key=k)), None)
    one_line = value.lineno == value.end_lineno
    longer = (value.end_col_offset or 0) + sum(len(name) + 4 for name in names)
    if len(known) != len(value.elts) or (one_line and (key is None or longer > width)):
        yield appended(init, value, names, width)
        return
    rows: dict[int, list[str]] = {}
    for name in names if key is None else sorted(names, key=key):
        before = sum(key(other) < key(name) for other in known) - 1 if key else known.index(api)
        rows.setdefault(before, []).append(name)
    separator = ", " if one_line else f",\n{' ' * value.elts[0].col_offset}"
    for at, added in rows.items():
        start, end = init.source.span(value.elts[max(at, 0)])
        text = separator.join(map(string, added))
        yield Edit(end, end, separator + text) if at >= 0 else Edit(start, start, text + separator)


_ORDERS: tuple[Callable[[str], Any], ...] = (
    lambda name: name,
    str.lower,
    lambda name: (not (name.isupper() and len(name) > 1), not name[:1].isupper(), name),
)


def _strings(value: ast.List | ast.Tuple) -> list[str]:
    return [str(e.value) for e in value.elts if isinstance(e, ast.Constant)]
