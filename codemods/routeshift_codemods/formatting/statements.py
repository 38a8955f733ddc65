"""A text whose new statements are laid out, while those that were there stay as they stand."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from routeshift_codemods.edit import begins_a_line, by_line, first_line, last_line, statements_in
from routeshift_codemods.index import Module, parse_text


def with_new_statements(path: Path, before: str, text: str, formatted: str) -> str:
    """A text with the layout of a formatter in each statement that is new or has changed.

    A formatter lays out a file as a whole, or a range of lines of one; it does not know which
    statements a run has changed.

    Args:
        path: What the file is called.
        before: The text that its code comes from.
        text: The text.
        formatted: What the formatter makes of it: the same statements in the same order.
    """
    if text == formatted:
        return text
    mine, theirs = (parse_text(version, path, "") for version in (text, formatted))
    splice = _Splice(f"\n{before}\n", mine, theirs)
    whole = _Body(1, len(mine.source.lines)), _Body(1, len(theirs.source.lines))
    return splice.body(mine.tree.body, theirs.tree.body, *whole).removesuffix("\n")


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines that some statements have to themselves, what stands around them included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Statements that share lines, and those inside of it where it is one that can be entered."""

    first: int
    last: int
    inner: Sequence[ast.stmt]


@dataclass(frozen=True, slots=True)
class _Splice:
    """Two layouts of the same statements, of which one is taken for each.

    Attributes:
        before: The text in which a statement that was there is found.
        mine: The text as it was put together.
        theirs: The same as the formatter lays it out.
    """

    before: str
    mine: Module
    theirs: Module

    def body(
        self, mine: Sequence[ast.stmt], theirs: Sequence[ast.stmt], here: _Body, there: _Body
    ) -> str:
        """The text of some statements and of what stands around them."""
        parts: list[str] = []
        others = iter(theirs)
        was_new = False
        at, their_at = here.first, there.first
        for nodes in by_line(self.mine, mine):
            group = _group(self.mine, nodes)
            other = _group(self.theirs, [next(others) for _ in nodes])
            is_new = self._is_new(group, other)
            parts.append(
                _lines(self.theirs, their_at, other.first - 1)
                if is_new and was_new
                else _lines(self.mine, at, group.first - 1)
            )
            parts.append(self._text(group, other, is_new=is_new))
            at, their_at, was_new = group.last + 1, other.last + 1, is_new
        return "".join([*parts, _lines(self.mine, at, here.last)])

    def _is_new(self, group: _Group, other: _Group) -> bool:
        """Whether a statement, or the head of one with others inside, is new."""
        last = self._head(group) if group.inner and other.inner else group.last
        if self._was_there(group.first, group.last) or self._was_there(group.first, last):
            return False
        # Between statements that stay, one can only stand as deep as they do.
        return _indent(self.mine, group) == _indent(self.theirs, other)

    def _text(self, group: _Group, other: _Group, *, is_new: bool) -> str:
        if self._was_there(group.first, group.last):
            return _lines(self.mine, group.first, group.last)
        inner, others = group.inner, other.inner
        if not inner or not others:
            version, lines = (self.theirs, other) if is_new else (self.mine, group)
            return _lines(version, lines.first, lines.last)
        start, their_start = _below_head(self.mine, inner), _below_head(self.theirs, others)
        here, there = _Body(start, group.last), _Body(their_start, other.last)
        head = (
            _lines(self.theirs, other.first, their_start - 1)
            if is_new
            else _lines(self.mine, group.first, start - 1)
        )
        return head + self.body(inner, others, here, there)

    def _head(self, group: _Group) -> int:
        """The last line in front of the statements inside of one."""
        return _below_head(self.mine, group.inner) - 1

    def _was_there(self, first: int, last: int) -> bool:
        return f"\n{_lines(self.mine, first, last)}" in self.before


def _below_head(module: Module, inner: Sequence[ast.stmt]) -> int:
    """The first line below the head of a statement: comments there belong to what is inside."""
    line = first_line(module, inner[0])
    while (text := module.source.lines[line - 2].strip()) == "" or text.startswith("#"):
        line -= 1
    return line


def _lines(module: Module, first: int, last: int) -> str:
    return module.source.block(first, last)


def _indent(module: Module, group: _Group) -> str:
    line = module.source.lines[group.first - 1]
    return line[: len(line) - len(line.lstrip())]


def _group(module: Module, nodes: Sequence[ast.stmt]) -> _Group:
    inner = list(statements_in(nodes[0])) if len(nodes) == 1 else []
    # What stands behind a colon has no lines of its own.
    below = inner and begins_a_line(module, inner[0])
    return _Group(first_line(module, nodes[0]), last_line(nodes[-1]), inner if below else ())
