"""Adding code to a module that is there already."""

from __future__ import annotations

import ast
import itertools

from routeshift_codemods.index.index import Module
from routeshift_codemods.plan.edits import Edit, edited
from routeshift_codemods.plan.imports import ImportBlock
from routeshift_codemods.plan.statements import Statement, take_apart


def merged(existing: Module, imports: str, body: str, block: ImportBlock) -> str:
    """A module with more imports, and more code at its end.

    Args:
        existing: The module.
        imports: Import statements that the new code needs.
        body: The new code.
        block: An empty block, which knows the target's packages.
    """
    layers = take_apart(existing)
    # Those in one row: what stands between two others must stay.
    leading = tuple(itertools.takewhile(lambda s: s.is_import, layers.statements))
    for statement in leading:
        block.keep(existing, statement, {*statement.binds, "*"})
    for module, name, alias in _names(imports):
        block.add(module, name, alias)
    edits = [_replaced(existing, leading, block.render())] if leading else []
    text = edited(existing.source.text, edits).rstrip("\n") + "\n"
    if not leading:
        text = _after_head(existing, text, block.render())
    return f"{text}\n\n{body.strip(chr(10))}\n"


def _names(imports: str) -> list[tuple[str, str, str | None]]:
    found = []
    for node in ast.parse(imports).body:
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found += [(module, alias.name, alias.asname) for alias in node.names]
    return found


def _replaced(existing: Module, leading: tuple[Statement, ...], text: str) -> Edit:
    source = existing.source
    return Edit(source.offset(leading[0].first, 0), source.offset(leading[-1].last + 1, 0), text)


def _after_head(existing: Module, text: str, imports: str) -> str:
    """The imports of a module that had none, behind its docstring."""
    layers = take_apart(existing)
    last = layers.docstring.last if layers.docstring else layers.header.count("\n")
    lines = text.split("\n")
    return "\n".join([*lines[:last], "", *imports.rstrip("\n").split("\n"), *lines[last:]])
