"""The smallest statement around a place, as whole lines."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from routeshift_codemods.index import FunctionNode, Module


class StatementLines(NamedTuple):
    """The lines of a statement, or of its head alone: down to the first statement inside.

    Attributes:
        first: The first.
        last: The last.
        inside: What the statements inside are indented by, when these lines are a head.
    """

    first: int
    last: int
    inside: str | None = None


def lines_around(module: Module, span: tuple[int, int], *, of_head: bool = False) -> StatementLines:
    """The lines of the smallest statement around a span that shares them with no other.

    Statements on one line, as `a = 1; b = 2`, count as one, and so does a body that stands
    behind its colon with what it is the body of. Of a span in the head of a function or a class
    it is the head: bodies are long, and LibCST would read them for nothing.

    Args:
        module: The module.
        span: Where the place starts and ends in its text.
        of_head: Whether it is the head that matters of a function whose span it is.
    """
    first, last = (module.source.position(offset)[0] for offset in span)
    found = StatementLines(1, len(module.source.lines))
    inside: list[ast.stmt] = list(module.tree.body)
    while inside:
        group = _group(module, inside, first, last)
        lines = StatementLines(
            min(first, first_line(module, group[0])), max(last, *map(last_line, group))
        )
        if inside is not module.tree.body and not begins_a_line(module, group[0]):
            break
        # The `elif` of another `if` is no statement by itself; what stands below it may be one.
        if not is_elif(module, group[0]):
            found = lines
        inside = [child for node in group for child in statements_in(node)]
        if not any(
            first_line(module, child) <= first and last <= last_line(child) for child in inside
        ):
            head = _head(module, group[0]) if len(group) == 1 else None
            is_head = head is not None and head.first <= first and last <= head.last
            return head if head is not None and (of_head or is_head) else found
    return found


def with_comments_above(module: Module, lines: StatementLines) -> StatementLines:
    """The lines of a statement, and the comment lines right above it, indented as it is."""
    source = module.source
    first, indent = lines.first, indentation(source.lines[lines.first - 1])
    while first > 1 and source.lines[first - 2].startswith(f"{indent}#"):
        # It may be the end of a string.
        if not module.tokens.comments_between(first - 1, first - 1):
            break
        first -= 1
    return lines._replace(first=first)


def is_elif(module: Module, node: ast.stmt) -> bool:
    """Whether a statement is the `elif` of another."""
    start = module.source.offset(node.lineno, node.col_offset)
    return isinstance(node, ast.If) and module.source.text.startswith("elif", start)


def _head(module: Module, node: ast.stmt) -> StatementLines | None:
    """The lines of a function or class in front of its body, when that has lines of its own."""
    if not isinstance(node, FunctionNode | ast.ClassDef):
        return None
    first, below = first_line(module, node), first_line(module, node.body[0])
    inside = indentation(module.source.lines[below - 1])
    # Comments in front of a statement that stands behind the colon would be none of the body.
    begins = begins_a_line(module, node.body[0])
    return StatementLines(first, below - 1, inside) if begins else None


def indentation(line: str) -> str:
    """What stands before the first letter of a line."""
    return line[: len(line) - len(line.lstrip())]


def _group(module: Module, body: list[ast.stmt], first: int, last: int) -> list[ast.stmt]:
    """The statements of a body that share a line with a place, or with each other there."""
    start = end = bisect_left(body, first, key=last_line)
    while end < len(body) and first_line(module, body[end]) <= last:
        end += 1
    while start < end and start and last_line(body[start - 1]) >= first_line(module, body[start]):
        start -= 1
    while start < end < len(body) and first_line(module, body[end]) <= last_line(body[end - 1]):
        end += 1
    return body[start:end]


def by_line(module: Module, body: Iterable[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """The statements of a body by the lines that they share, as `a = 1; b = 2` do."""
    nodes: list[ast.stmt] = []
    for node in body:
        if nodes and first_line(module, node) > last_line(nodes[-1]):
            yield nodes
            nodes = []
        nodes.append(node)
    if nodes:
        yield nodes


def statements_in(node: ast.AST) -> Iterator[ast.stmt]:
    """The statements of a statement's blocks: of a branch, a loop, a handler, a case."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from statements_in(child)


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


def begins_a_line(module: Module, node: ast.stmt) -> bool:
    """Whether nothing stands before a statement on its line, as a colon would."""
    if getattr(node, "decorator_list", []):
        return True
    start = module.source.span(node)[0]
    return not module.source.text[module.source.offset(node.lineno, 0) : start].strip()
