"""What a run does to one file: what it held, and what it will hold."""

from __future__ import annotations

import difflib
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of a run.

    Attributes:
        path: The file.
        before: Its bytes; None when it is new.
        after: Its bytes afterwards; None when it goes.
        origin: For a new one, the file that its code comes from, whose mode it gets.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    origin: Path | None = None

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    def diff(self, name: str) -> Iterator[str]:
        """The lines of a unified diff, with their ends.

        Args:
            name: What the diff calls the file.
        """
        old, new = (_lines(data) for data in (self.before, self.after))
        before = "/dev/null" if self.before is None else f"a/{name}"
        after = "/dev/null" if self.after is None else f"b/{name}"
        yield from difflib.unified_diff(old, new, before, after)


def _lines(data: bytes | None) -> list[str]:
    """The lines of a file with their ends; only a newline ends one, whatever `str` thinks."""
    if not data:
        return []
    lines = [f"{line}\n" for line in _text(data).split("\n")]
    last = lines.pop()
    return lines if last == "\n" else [*lines, f"{last}\\ No newline at end of file\n"]


def _text(data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        encoding = "utf-8"
    # A diff is for people: what cannot be decoded is refused where it would be written.
    return data.decode(encoding, "replace")
