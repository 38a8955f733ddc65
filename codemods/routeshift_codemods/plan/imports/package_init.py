"""A package's `__init__` that names what it takes from the module beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from routeshift_codemods.index.index import Module
from routeshift_codemods.plan.imports.block import ImportBlock
from routeshift_codemods.plan.text.edits import Edit, edited
from routeshift_codemods.plan.text.python import string


def amended(
    init: Module, moved_from: str, places: Mapping[str, str], requests: Collection[str], width: int
) -> str:
    """The `__init__` with its imports from where the names are now, and the request models.

    Args:
        init: The package's `__init__`.
        moved_from: The dotted name of the module whose names moved.
        places: The relative module of each name that moved.
        requests: The request models, which join the imports and `__all__`.
        width: How long a line may be.
    """
    statements = [node for node in init.tree.body if imports_from(init, node, moved_from)]
    if not statements:
        return init.source.text
    block = ImportBlock(lambda _: False, width)
    for node in statements:
        assert isinstance(node, ast.ImportFrom)
        pragma = next(filter(_PRAGMA.match, _comments(init, node)), "")
        for alias in node.names:
            where = places.get(alias.name, f".{moved_from.rpartition('.')[2]}")
            block.add(where, alias.name, alias.asname, comment=pragma)
    for name in requests:
        block.add(places[name], name)
    module = moved_from.rpartition(".")[2]
    if not any(alias.name == module for node in statements for alias in getattr(node, "names", [])):
        # Importing from the module made it an attribute of its package, and still does.
        block.add(".", module, comment="# noqa: F401")
    text = block.render()
    others = [c for node in statements for c in _comments(init, node) if not _PRAGMA.match(c)]
    above = "".join(f"{comment}\n" for comment in others)
    edits = list(_replaced(init, statements, above + text))
    edits += _listed(init, requests, width)
    return edited(init.source.text, edits)


# What is about a line of code, and must stay on it.
_PRAGMA = re.compile(r"#\s*(noqa|type:|pyright:|pylint:|isort:|ruff:)")


def _comments(init: Module, node: ast.stmt) -> list[str]:
    last = node.end_lineno or node.lineno
    return [comment.text for comment in init.tokens.comments_between(node.lineno, last)]


def imports_from(init: Module, node: ast.stmt, name: str) -> bool:
    """Whether a statement imports names from a module, by its dotted name."""
    return (
        isinstance(node, ast.ImportFrom)
        and init.absolute("." * node.level + (node.module or "")) == name
        and all(alias.name != "*" for alias in node.names)
    )


def _replaced(init: Module, statements: list[ast.stmt], text: str) -> Iterator[Edit]:
    for node in statements:
        start = init.source.offset(node.lineno, 0)
        end = init.source.offset((node.end_lineno or node.lineno) + 1, 0)
        yield Edit(start, end, text)
        text = ""


def listed(init: Module) -> list[ast.List | ast.Tuple]:
    """The lists in which a module's `__all__` is written down, empty ones left out."""
    found: list[ast.List | ast.Tuple] = []
    for node in init.tree.body:
        value = getattr(node, "value", None)
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        named = any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets)
        if named and isinstance(value, ast.List | ast.Tuple) and value.elts:
            found.append(value)
    return found


def _listed(init: Module, requests: Collection[str], width: int) -> Iterator[Edit]:
    for value in listed(init):
        known = {e.value for e in value.elts if isinstance(e, ast.Constant)}
        new = [name for name in requests if name not in known]
        if new:
            yield appended(init, value, new, width)


def appended(init: Module, value: ast.List | ast.Tuple, names: Sequence[str], width: int) -> Edit:
    """The edit that adds names to the end of an `__all__`.

    Args:
        init: The module.
        value: The list or tuple, which is not empty.
        names: What is added.
        width: How long a line may be.
    """
    start, end = init.source.span(value)
    last = init.source.span(value.elts[-1])[1]
    if value.lineno != value.end_lineno:
        indent = " " * value.elts[-1].col_offset
        return Edit(last, last, "".join(f",\n{indent}{string(name)}" for name in names))
    added = "".join(f", {string(name)}" for name in names)
    if value.col_offset + end - start + len(added) <= width:
        return Edit(last, last, added)
    rows = [init.source.segment(element) for element in value.elts] + [string(n) for n in names]
    opening, closing = init.source.text[start], init.source.text[end - 1]
    body = "".join(f"    {row},\n" for row in rows)
    return Edit(start, end, f"{opening}\n{body}{closing}")
