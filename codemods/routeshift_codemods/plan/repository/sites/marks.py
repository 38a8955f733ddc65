"""Marks in the code: what a person has to settle before the rest of an operation can move."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from routeshift_codemods.edit import AddRemark, Change, RemoveRemark, begins_a_line, first_line
from routeshift_codemods.index import (
    FunctionNode,
    Index,
    Module,
    Surroundings,
    Tree,
    children_on,
    line_length,
)
from routeshift_codemods.resolve import Diagnostic, is_accepted
from routeshift_codemods.syntax import walk

_MARK = "# TODO(routeshift): "
_MORE = "#     "


def marking(
    index: Index, tree: Tree, diagnostics: Iterable[Diagnostic]
) -> Iterator[tuple[Module, Change]]:
    """The changes that put a mark at each place, unless its operation has some already.

    What keeps an operation besides shows when those have been settled. Outside of the target
    nothing is marked, for nothing there changes.

    Args:
        index: The facts of the project.
        tree: The target, with the settings of its projects.
        diagnostics: What keeps operations.
    """
    places: dict[tuple[Path, int], tuple[Module, ast.stmt, Diagnostic]] = {}
    for one in diagnostics:
        if not one.path.is_relative_to(tree.target):
            continue
        module = index.at(one.path)
        statement = _statement(module, one.line) if module is not None else None
        if module is not None and statement is not None and not module.source.mixed:
            places.setdefault((one.path, statement.lineno), (module, statement, one))
    marked = {o.subject for m, s, o in places.values() if _marked_line(m, s) is not None}
    for module, statement, one in places.values():
        if one.subject not in marked and _marked_line(module, statement) is None:
            width = line_length(tree, module.path.parent) - statement.col_offset
            yield module, _mark(module, statement, f"{one.subject}: {one.message}.", width)


def unmarking(module: Module, line: int) -> Iterator[Change]:
    """The change that takes a mark away which has been settled.

    Args:
        module: The module.
        line: A line of the statement below it.
    """
    statement = _statement(module, line)
    marked = _marked_line(module, statement) if statement is not None else None
    if statement is not None and marked is not None:
        start, end = module.source.offset(marked, 0), module.source.span(statement)[1]
        yield Change(module.path, (start, end), RemoveRemark(_MARK.rstrip(), _MORE))


def settled_marks(
    surroundings: Surroundings, target: Path, moved: Collection[str] = ()
) -> Iterator[tuple[Module, Change]]:
    """The changes that take away marks of what has moved, or a person has accepted as it is.

    Args:
        surroundings: The whole project.
        target: What may change of it.
        moved: The operations that nothing keeps any more, as `Orders.create_order`.
    """
    for module in surroundings.having((), rb"TODO\(routeshift\)"):
        lines = module.source.lines if module.path.is_relative_to(target) else ()
        for line, text in enumerate(lines, 1):
            mark, found, said = text.partition(_MARK.rstrip())
            if found and not mark.strip():
                statement = _marked(module, line)
                is_settled = said.partition(": ")[0].strip() in moved
                if statement is not None and (is_settled or is_accepted(module, statement)):
                    yield from ((module, one) for one in unmarking(module, statement.lineno))


def _marked(module: Module, line: int) -> ast.stmt | None:
    """The statement below a mark."""
    while line <= len(module.source.lines):
        text = module.source.lines[line - 1].strip()
        if text and not text.startswith("#"):
            return _statement(module, line) or _decorated(module, line)
        line += 1
    return None


def _decorated(module: Module, line: int) -> ast.stmt | None:
    """The function or class whose decorators begin in a line."""
    nodes = (node for node in walk(module.tree) if isinstance(node, ast.ClassDef | FunctionNode))
    return next((node for node in nodes if first_line(module, node) == line), None)


def _mark(module: Module, statement: ast.stmt, text: str, width: int) -> Change:
    lines = textwrap.wrap(
        text, width, initial_indent=_MARK, subsequent_indent=_MORE, break_long_words=False
    )
    return Change(module.path, module.source.span(statement), AddRemark(tuple(lines)))


def _statement(module: Module, line: int) -> ast.stmt | None:
    """The innermost statement around a line that begins a line of its own."""
    found: ast.stmt | None = None
    for node in _around(module, line):
        if begins_a_line(module, node) and (found is None or node.lineno >= found.lineno):
            found = node
    return found


def _around(module: Module, line: int) -> Iterator[ast.stmt]:
    """The statements that a line is in, the outer ones first."""
    waiting: list[ast.AST] = [module.tree]
    for node in waiting:
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            yield node
        # What holds no line of statements, as an expression, holds no statement.
        waiting += [child for child, _ in children_on(node, (line,)) if isinstance(child, _HOLDING)]


_HOLDING = ast.stmt | ast.ExceptHandler | ast.match_case


def _marked_line(module: Module, statement: ast.stmt) -> int | None:
    """The line of the mark above a statement; None without one."""
    at = first_line(module, statement) - 1
    lines = module.source.lines
    while at > 0 and lines[at - 1].lstrip().startswith("#"):
        if lines[at - 1].lstrip().startswith(_MARK.rstrip()):
            return at
        at -= 1
    return None
