"""The smallest statement around a place, as whole lines."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift_codemods.index import Module

Lines = tuple[int, int]


def lines_around(module: Module, span: tuple[int, int]) -> Lines:
    """The lines of the smallest statement around a span that shares them with no other.

    Statements on one line, as `a = 1; b = 2`, count as one, and so does a body that stands
    behind its colon with what it is the body of.

    Args:
        module: The module.
        span: Where the place starts and ends in its text.
    """
    first, last = (module.source.position(offset)[0] for offset in span)
    found = (1, len(module.source.lines))
    inside: list[ast.stmt] = list(module.tree.body)
    while inside:
        group = _group(module, inside, first, last)
        lines = min(first, first_line(module, group[0])), max(last, *map(last_line, group))
        if inside is not module.tree.body and not _begins_a_line(module, group[0]):
            break
        found = lines
        inside = [child for node in group for child in _children(node)]
        if not any(
            first_line(module, child) <= first and last <= last_line(child) for child in inside
        ):
            break
    return found


def _group(module: Module, body: list[ast.stmt], first: int, last: int) -> list[ast.stmt]:
    """The statements of a body that share a line with a place, or with each other there."""
    while True:
        group = [n for n in body if last_line(n) >= first and first_line(module, n) <= last]
        start, end = min(first_line(module, node) for node in group), max(map(last_line, group))
        if first <= start and end <= last:
            return group
        first, last = min(first, start), max(last, end)


def _children(node: ast.AST) -> Iterator[ast.stmt]:
    """The statements in the bodies of a statement."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from _children(child)


def first_line(module: Module, node: ast.stmt) -> int:
    """The first line of a statement, that of its first `@` where it has decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    if not decorators:
        return node.lineno
    # Between an `@` and its expression stand brackets and comments at the most.
    line = decorators[0].lineno
    while not module.source.lines[line - 1].lstrip().startswith("@"):
        line -= 1
    return line


def last_line(node: ast.stmt) -> int:
    """The last line of a statement."""
    return node.end_lineno or node.lineno


def _begins_a_line(module: Module, node: ast.stmt) -> bool:
    if getattr(node, "decorator_list", []):
        return True
    start = module.source.span(node)[0]
    return not module.source.text[module.source.offset(node.lineno, 0) : start].strip()
