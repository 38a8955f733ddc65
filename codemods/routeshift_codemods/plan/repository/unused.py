"""Imports that only the old signatures used."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from routeshift_codemods.edit import Change, RemoveImport
from routeshift_codemods.index import Module, Surroundings, children, is_on, lines_with, names_used


def unused_imports(
    surroundings: Surroundings,
    module: Module,
    gone: Sequence[ast.AST],
    changes: Iterable[Change],
) -> Iterator[Change]:
    """The changes that take away imports of names that nothing uses any more.

    Args:
        surroundings: The project: what another module takes from this one stays.
        module: The module.
        gone: The parts of it that go.
        changes: What else changes in it.
    """
    candidates = {name for name in names_used(gone) if _is_imported(module, name)}
    if not candidates:
        return
    used = names_used(_naming(module, candidates), without=gone)
    used |= {name for _, name in module.hidden}
    # What is written may read a name that nothing else did.
    used |= {word for change in changes for word in _words(astuple(change.transform))}
    unused = candidates - used - _exported(module)
    unused -= _taken(surroundings, module, unused) if unused else set()
    for node in module.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) and (own := _bound(node) & unused):
            yield Change(module.path, module.source.span(node), RemoveImport(frozenset(own)))


def _is_imported(module: Module, name: str) -> bool:
    return name in module.names and module.names[name].kind == "import"


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


def _words(value: Any) -> Iterator[str]:
    """The words of all texts in what a transform is told."""
    if isinstance(value, str):
        yield from re.findall(r"\w+", value)
    elif isinstance(value, Mapping):
        yield from _words([*value.values()])
    elif isinstance(value, Iterable):
        yield from (word for one in value for word in _words(one))


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
