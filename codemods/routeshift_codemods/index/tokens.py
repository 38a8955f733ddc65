"""Comments and brackets, which a syntax tree does not have."""

from __future__ import annotations

import io
import tokenize
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        line: Its line, counted from 1.
        column: Its first character, counted from 0.
        text: The comment with its `#`.
        own_line: Whether nothing stands before it.
    """

    line: int
    column: int
    text: str
    own_line: bool


class Tokens:
    """The tokens of a text.

    Args:
        text: Text that this interpreter's `ast` parses.
    """

    def __init__(self, text: str) -> None:
        self._tokens = [
            token
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
            if token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT)
        ]
        self._starts = [token.start for token in self._tokens]
        self.comments = [
            Comment(t.start[0], t.start[1], t.string, not t.line[: t.start[1]].strip())
            for t in self._tokens
            if t.type == tokenize.COMMENT
        ]

    def comments_between(self, first: int, last: int) -> list[Comment]:
        """The comments on these lines, both ends included."""
        start = bisect_left(self.comments, first, key=_line)
        return self.comments[start : bisect_left(self.comments, last + 1, key=_line)]

    def opening(self, bracket: str, after: Position) -> Position:
        """Where a bracket stands next, from a position on; columns count characters."""
        at = bisect_left(self._starts, after)
        return next(t.start for t in self._from(at) if t.string == bracket)

    def closing(self, opening: Position) -> Position:
        """Where the bracket that opens at a position closes."""
        depth = 0
        for token in self._from(bisect_left(self._starts, opening)):
            if token.type == tokenize.OP and token.string in "([{":
                depth += 1
            elif token.type == tokenize.OP and token.string in ")]}":
                depth -= 1
                if depth == 0:
                    return token.start
        raise AssertionError("an unclosed bracket in text that parses")

    def end_of_token(self, start: Position) -> Position:
        """Where the token ends that starts at a position, or behind it."""
        return self._tokens[bisect_left(self._starts, start)].end

    def brackets_behind(self, end: Position, before: Position) -> Position:
        """The end of an expression with the brackets around it, which its node leaves out.

        Args:
            end: Where its node ends.
            before: Where a bracket closes that is none of its own.
        """
        for token in self._from(bisect_left(self._starts, end)):
            if token.start >= before or (token.string != ")" and token.type != tokenize.COMMENT):
                break
            end = token.end if token.string == ")" else end
        return end

    def decorator_lines(self, expression: Position) -> tuple[int, int]:
        """The first and the last line of a decorator, whose expression may stand in brackets."""
        at = bisect_left(self._starts, expression)
        first = next(t for t in reversed(self._tokens[:at]) if t.string == "@")
        last = next(t for t in self._from(at) if t.type == tokenize.NEWLINE)
        return first.start[0], last.start[0]

    def _from(self, at: int) -> Iterator[tokenize.TokenInfo]:
        return (self._tokens[number] for number in range(at, len(self._tokens)))


def _line(comment: Comment) -> int:
    return comment.line
