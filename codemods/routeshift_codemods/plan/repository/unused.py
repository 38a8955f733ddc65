"""Imports that only the old signatures used."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import Any

from routeshift_codemods.edit import Change, RemoveImport, RemoveStatement, Transform, applied
from routeshift_codemods.index import (
    Module,
    Surroundings,
    children,
    is_on,
    lines_with,
    parse_text,
)


def without_unused(
    surroundings: Surroundings, module: Module, text: str, names: Collection[str]
) -> str:
    """A module's new text without the imports of names that nothing uses any more.

    Args:
        surroundings: The project: what another module takes from this one stays.
        module: The module.
        text: Its new text.
        names: What its old signatures used.
    """
    now = parse_text(text, module.path, module.name)
    imported = {name for name in names if name in now.names and now.names[name].kind == "import"}
    if not imported:
        return text
    gone = imported - now.uses(list(_naming(now, imported))) - _exported(now)
    gone -= _taken(surroundings, module, gone) if gone else set()
    changes = [
        Change(module.path, now.source.span(node), _removing(node, gone))
        for node in now.tree.body
        if isinstance(node, ast.Import | ast.ImportFrom) and _bound(node) & gone
    ]
    return applied(now, changes) if changes else text


def _naming(module: Module, names: Collection[str]) -> Iterator[ast.stmt | ast.expr]:
    """The statements and expressions that may use some names, those of a class one by one."""
    lines = lines_with(module, names)
    waiting = children(module.tree)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ClassDef):
            waiting += children(node)
        elif is_on(node, lines):
            assert isinstance(node, ast.stmt | ast.expr)
            yield node


def _removing(node: ast.Import | ast.ImportFrom, gone: Collection[str]) -> Transform[Any]:
    own = _bound(node)
    return RemoveStatement() if own <= set(gone) else RemoveImport(frozenset(own & set(gone)))


def _bound(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.asname or alias.name.partition(".")[0] for alias in node.names}


def _exported(module: Module) -> set[str]:
    """The names that its `__all__` has, as text."""
    bound = module.names.get("__all__")
    constants = ast.walk(bound.node) if bound is not None else ()
    return {str(one.value) for one in constants if isinstance(one, ast.Constant)}


def _taken(surroundings: Surroundings, module: Module, names: Collection[str]) -> set[str]:
    """Those of a module's names that others import from it."""
    last = module.name.rpartition(".")[2]
    found: set[str] = set()
    for other in surroundings.having({last}):
        for name, bound in other.names.items():
            if bound.target and other.absolute(bound.target[0]) == module.name:
                found.add(bound.target[1] or name)
        if any(other.absolute(star.module) == module.name for star in other.stars):
            return set(names)
    return found
