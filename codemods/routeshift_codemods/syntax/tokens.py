"""Comments, which a syntax tree does not have.

LibCST's has, but of all of a file, whose parsing takes it ten times as long as `tokenize` does.
"""

from __future__ import annotations

import io
import tokenize
from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        line: Its line, counted from 1.
        text: The comment with its `#`.
    """

    line: int
    text: str


class Tokens:
    """The tokens of a text.

    Args:
        text: Text that this interpreter's `ast` parses.
    """

    def __init__(self, text: str) -> None:
        self.comments = [
            Comment(t.start[0], t.string)
            for t in tokenize.generate_tokens(io.StringIO(text).readline)
            if t.type == tokenize.COMMENT
        ]

    def comments_between(self, first: int, last: int) -> list[Comment]:
        """The comments on these lines, both ends included."""
        start = bisect_left(self.comments, first, key=_line)
        return self.comments[start : bisect_left(self.comments, last + 1, key=_line)]


def _line(comment: Comment) -> int:
    return comment.line
