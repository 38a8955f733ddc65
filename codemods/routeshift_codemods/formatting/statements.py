"""The statements of a text that are new, apart from those that were there and stay as they are."""

from __future__ import annotations

import ast
import re
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
from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.syntax import blocks

# Formatters heed the words of yapf, too.
_SWITCH = re.compile(r"#\s*(?:fmt:\s*(?:(off)|on)|yapf:\s*(?:(disable)|enable))\b")
# Its pattern may stand right behind it, as in `case[a, b]:`, or on a further line.
_CASE = re.compile(r"\s*case\b")
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
    ast.Match,
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
    kept = _Kept.of(module)
    parts: list[str | Block] = []
    at = 1
    for found in _side_by_side(module, _New(f"\n{before}\n", module).within(module.tree.body, ())):
        code = source.block(found.first, found.last)
        block = Block(code, found.above, found.body, found.is_elif)
        parts += [source.block(at, found.first - 1), code if kept.has(found) else block]
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
        body: What stands for what is below, where they are a head.
        is_elif: Whether they start with one.
    """

    first: int
    last: int
    above: tuple[str, ...]
    body: str = ""
    is_elif: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where somebody keeps formatters from a text.

    Attributes:
        switches: The lines with a comment that says so or ends it, and whether it says so.
    """

    switches: Sequence[tuple[int, bool]]

    @classmethod
    def of(cls, module: Module) -> _Kept:
        """Those of a module's comments."""
        if not _SWITCH.search(module.source.text):
            return cls(())
        told = ((comment.line, _SWITCH.search(comment.text)) for comment in module.tokens.comments)
        return cls([(line, any(found.groups())) for line, found in told if found])

    def has(self, lines: _Lines) -> bool:
        """Whether it is kept from some lines: one that is said inside would be for all files."""
        said = [is_off for line, is_off in self.switches if line < lines.first]
        inside = any(lines.first <= line <= lines.last for line, _ in self.switches)
        return inside or said[-1:] == [True]


@dataclass(frozen=True, slots=True)
class _Body:
    """The statements of one block.

    Attributes:
        nodes: The statements.
        around: What is indented around them by a statement, and by a `case` of it.
        head: Of what kind its head is: `first`, `elif`, or another.
        top: The line below that head.
        stand_in: What can stand there for all that is below.
    """

    nodes: Sequence[ast.stmt]
    around: tuple[str, ...]
    head: str
    top: int
    stand_in: str


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
            first, last = first_line(self.module, nodes[0]), last_line(nodes[-1])
            if self._was_there(first, last):
                continue
            # A pragma behind a decorator would leave its line when that is broken.
            if self._was_there(first, nodes[0].lineno - 1):
                first = nodes[0].lineno
            inner = list(self._inside(nodes[0])) if len(nodes) == 1 else []
            lines = _Lines(first, last, above)
            yield from self._inner(lines, inner) if inner else [lines]

    def _inner(self, lines: _Lines, inner: Sequence[_Body]) -> Iterator[_Lines]:
        """What is new of a statement: its heads, and what is inside."""
        first = lines.first
        for body in inner:
            last = _last_of_head(self.module, body.top)
            if body.head and not self._was_there(first, last):
                yield _Lines(first, last, lines.above, body.stand_in, body.head == "elif")
            yield from self.within(body.nodes, (*lines.above, *body.around))
            first = last_line(body.nodes[-1]) + 1

    def _inside(self, node: ast.stmt, head: str = "first") -> Iterator[_Body]:
        """The blocks of a statement that have lines of their own, from top to bottom."""
        cases = {id(case.body): self._line_of_case(case) for case in getattr(node, "cases", ())}
        kind = head if isinstance(node, _HEADED) else ""
        for body in sorted(filter(None, blocks(node)), key=lambda body: body[0].lineno):
            if is_elif(self.module, body[0]):
                yield from self._inside(body[0], "elif")
            elif begins_a_line(self.module, body[0]):
                case = cases.get(id(body))
                around = tuple(map(self._indent, filter(None, [node.lineno, case])))
                top = case or first_line(self.module, body[0])
                indent = self._indent(case or body[0].lineno)
                stand_in = f"{indent}case _:\n{indent} pass\n" if case else f"{indent}pass\n"
                yield _Body(body, around, kind, top, stand_in)
            kind = ""

    def _line_of_case(self, case: ast.match_case) -> int:
        line = case.pattern.lineno
        while not _CASE.match(self.module.source.lines[line - 1]):
            line -= 1
        return line

    def _was_there(self, first: int, last: int) -> bool:
        """Whether some lines stood like this in the text before; no line does."""
        return f"\n{self.module.source.block(first, last)}" in self.before

    def _indent(self, line: int) -> str:
        return indentation(self.module.source.lines[line - 1])


def _last_of_head(module: Module, top: int) -> int:
    """The last line of the head of a statement: comments below it belong to what is inside."""
    line = top - 1
    while _is_empty(module, line):
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
                open_ = replace(open_, last=lines.last, body=lines.body)
                continue
            yield open_
        open_ = lines
    if open_ is not None:
        yield open_


def _is_empty(module: Module, line: int) -> bool:
    """Whether a line has no code, and tells no formatter to stop."""
    text = module.source.lines[line - 1].strip()
    return not text or (text.startswith("#") and not _SWITCH.search(text))
