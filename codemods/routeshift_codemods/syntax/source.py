"""The text of one file: decoded, with `\n` as its newline, and able to be encoded again."""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from routeshift.errors import TargetError
from routeshift_codemods.once import once

# A coding line, as PEP 263 has it: the first line of a file, or the second below a comment.
_CODING = re.compile(r"(?<![^\n])[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+.*\n")

# What no word has; all that is not ASCII may be part of one.
_GAPS = bytes(b if b > 127 or chr(b).isalnum() or b == ord("_") else ord(" ") for b in range(256))

Placed = ast.expr | ast.stmt | ast.arg | ast.keyword | ast.alias


@dataclass(frozen=True)
class SourceText:
    """One file's text.

    Attributes:
        path: Where it was read.
        text: Its text, with `\n` at the end of each line.
        newline: What ends its lines on disk: `\n` or `\r\n`.
        encoding: The name of its encoding, `utf-8-sig` for UTF-8 with a byte order mark.
        mixed: Whether its lines end in different ways, so that it cannot be written back.
        counted: The text in which `ast` counted columns, when that is not the text itself.
    """

    path: Path
    text: str
    newline: str = "\n"
    encoding: str = "utf-8"
    mixed: bool = field(default=False, compare=False)
    counted: str | None = field(default=None, compare=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends, as `ast` counts them: line 1 is `lines[0]`."""
        return self.text.split("\n")

    @cached_property
    def odd_lines(self) -> frozenset[int]:
        """The lines that may spell a word otherwise: in a string, or as no ASCII."""
        if "\\" not in self.text and self.text.isascii():
            return frozenset()
        rows = enumerate(self.lines, 1)
        return frozenset(n for n, line in rows if "\\" in line or not line.isascii())

    @cached_property
    def _counted(self) -> list[str]:
        return self.lines if self.counted is None else self.counted.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def offset(self, line: int, column: int) -> int:
        """The index into `text` of a position of `ast`, whose columns count UTF-8 bytes."""
        if line > len(self.lines):
            return len(self.text)
        text = self._counted[line - 1]
        # `ast` counts bytes; most lines have one for each character.
        if not text.isascii():
            column = len(text.encode()[:column].decode())
        return self._starts[line - 1] + column

    def position(self, offset: int) -> tuple[int, int]:
        """The line of an index into `text`, and its column there, counted in characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]

    def span(self, node: Placed) -> tuple[int, int]:
        """Where a node starts and ends in `text`."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.offset(node.lineno, node.col_offset)
        return start, self.offset(node.end_lineno, node.end_col_offset)

    def segment(self, node: Placed) -> str:
        """The text of a node, as it stands."""
        start, end = self.span(node)
        return self.text[start:end]

    def block(self, first: int, last: int) -> str:
        """Whole lines, both ends included, with the newline of the last."""
        return "\n".join([*self.lines[first - 1 : last], ""])

    def encode(self, text: str) -> bytes:
        """Other text as bytes, with this file's encoding and line ends.

        A coding line that came along from a file in another encoding is left out.

        Raises:
            TargetError: The encoding lacks a character of the text.
        """
        plain = text.replace("\n", self.newline)
        try:
            data = plain.encode(self.encoding)
            if _declared(data) == codecs.lookup(self.encoding).name:
                return data
            # Other text below a coding line may be read otherwise: then UTF-8, which needs none.
            return _CODING.sub("", plain, count=1).encode()
        except UnicodeEncodeError as error:
            lacking = error.object[error.start]
            raise TargetError(
                f"The file is in {self.encoding}, which has no {lacking!r}.",
                file=self.path,
                line=1,
                hint="Save it as UTF-8, without its coding line.",
            ) from error


# A file is asked for its words, and so is the module that is made of it.
@once
def words_of(data: bytes) -> frozenset[bytes]:
    """The words of a text: names, keywords, and what its strings and comments say."""
    # A third of the time that a regular expression takes.
    return frozenset(data.translate(_GAPS).split())


def decode(path: Path, data: bytes) -> SourceText:
    """Decode a Python file by its own coding line.

    Args:
        path: Where it comes from, for messages.
        data: Its bytes.

    Raises:
        TargetError: It cannot be decoded.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise TargetError(
            f"The file cannot be decoded: {error}.",
            file=path,
            line=1,
            hint="Save it as UTF-8, or give it the right coding line.",
        ) from error
    # As most files are: what follows would copy each of them three times.
    if "\r" not in text:
        return SourceText(path, text, encoding=_name(encoding))
    bare = text.replace("\r\n", "")
    crlf = "\r\n" in text
    mixed = "\r" in bare or (crlf and "\n" in bare)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(path, plain, "\r\n" if crlf else "\n", _name(encoding), mixed)


def _declared(data: bytes) -> str | None:
    """What Python would read the bytes as; None when their coding line names nothing known."""
    try:
        return codecs.lookup(tokenize.detect_encoding(io.BytesIO(data).readline)[0]).name
    except SyntaxError:
        return None


def _name(encoding: str) -> str:
    return "utf-8" if codecs.lookup(encoding).name == "utf-8" else encoding
