"""The statements of a text that are new, apart from those that were there and stay as they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift_codemods.edit import (
    begins_a_line,
    by_line,
    first_line,
    indentation,
    is_elif,
    last_line,
)
from routeshift_codemods.formatting.blocks import Block
from routeshift_codemods.index import Module, blocks, parse_text

# Whose first head is a statement without what is inside.
_HEADED = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.With,
    ast.AsyncWith,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
)


def parted(path: Path, before: str, text: str) -> list[str | Block]:
    """A text in parts: what was there, and the new and changed statements between.

    Of a statement with others inside of which some were there, only the head is new.

    Args:
        path: What the file is called.
        before: The text that its code comes from.
        text: The text.
    """
    module = parse_text(text, path, "")
    source = module.source
    parts: list[str | Block] = []
    at = 1
    for found in _side_by_side(module, _New(f"\n{before}\n", module).within(module.tree.body, ())):
        code = source.block(found.first, found.last)
        parts += [
            source.block(at, found.first - 1),
            Block(code, found.above, found.inside, found.is_elif),
        ]
        at = found.last + 1
    last = source.block(at, len(source.lines))
    return [*parts, last.removesuffix("\n")]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines that are new.

    Attributes:
        first: The first.
        last: The last.
        above: What each statement around them is indented by.
        inside: What stands below is indented by, where they are a head.
        is_elif: Whether they start with one.
    """

    first: int
    last: int
    above: tuple[str, ...]
    inside: str | None = None
    is_elif: bool = False


@dataclass(frozen=True, slots=True)
class _Body:
    """The statements of one block.

    Attributes:
        nodes: The statements.
        around: What is indented around them by a statement, and by a `case` of it.
        head: Of what kind its head is: `first`, `elif`, or another.
    """

    nodes: Sequence[ast.stmt]
    around: tuple[str, ...]
    head: str


@dataclass(frozen=True, slots=True)
class _New:
    """Looks for what is new.

    Attributes:
        before: The text in which a statement that was there is found.
        module: The text as it was put together.
    """

    before: str
    module: Module

    def within(self, body: Sequence[ast.stmt], above: tuple[str, ...]) -> Iterator[_Lines]:
        """The lines that are new in the statements of one block."""
        for nodes in by_line(self.module, body):
            lines = _Lines(first_line(self.module, nodes[0]), last_line(nodes[-1]), above)
            if self._was_there(lines.first, lines.last):
                continue
            inner = list(self._inside(nodes[0])) if len(nodes) == 1 else []
            yield from self._inner(lines, inner) if inner else [lines]

    def _inner(self, lines: _Lines, inner: Sequence[_Body]) -> Iterator[_Lines]:
        """What is new of a statement: its heads, and what is inside."""
        first = lines.first
        for body in inner:
            below = _below_head(self.module, body.nodes)
            if body.head and not self._was_there(first, below - 1):
                inside, is_elif = self._indent(body.nodes[0].lineno), body.head == "elif"
                yield _Lines(first, below - 1, lines.above, inside, is_elif)
            yield from self.within(body.nodes, (*lines.above, *body.around))
            first = last_line(body.nodes[-1]) + 1

    def _inside(self, node: ast.stmt, head: str = "first") -> Iterator[_Body]:
        """The blocks of a statement that have lines of their own, from top to bottom."""
        cases = {id(case.body): case.pattern.lineno for case in getattr(node, "cases", ())}
        kind = head if isinstance(node, _HEADED) else ""
        for body in sorted(filter(None, blocks(node)), key=lambda body: body[0].lineno):
            if is_elif(self.module, body[0]):
                yield from self._inside(body[0], "elif")
            elif begins_a_line(self.module, body[0]):
                around = [node.lineno, *filter(None, [cases.get(id(body))])]
                yield _Body(body, tuple(map(self._indent, around)), kind)
            kind = ""

    def _was_there(self, first: int, last: int) -> bool:
        return f"\n{self.module.source.block(first, last)}" in self.before

    def _indent(self, line: int) -> str:
        return indentation(self.module.source.lines[line - 1])


def _below_head(module: Module, inner: Sequence[ast.stmt]) -> int:
    """The first line below the head of a statement: comments there belong to what is inside."""
    line = first_line(module, inner[0])
    while _is_empty(module, line - 1):
        line -= 1
    return line


def _side_by_side(module: Module, found: Iterator[_Lines]) -> Iterator[_Lines]:
    """Lines that are new, those put together between which nothing is that was there."""
    open_: _Lines | None = None
    for lines in found:
        if open_ is not None:
            gap = range(open_.last + 1, lines.first)
            deeper = lines.above[: len(open_.above)] == open_.above
            if deeper and all(_is_empty(module, line) for line in gap):
                open_ = replace(open_, last=lines.last, inside=lines.inside)
                continue
            yield open_
        open_ = lines
    if open_ is not None:
        yield open_


def _is_empty(module: Module, line: int) -> bool:
    """Whether a line has no code, and tells no formatter to stop."""
    text = module.source.lines[line - 1].strip()
    return not text or (text.startswith("#") and "fmt:" not in text)
