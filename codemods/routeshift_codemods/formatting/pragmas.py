"""Comments that a tool reads on one line: where they stand when a formatter breaks that line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from routeshift_codemods.edit import indentation

# Type checkers and linters look for them on the line of what they report.
_PRAGMA = re.compile(
    r"(?:#[^#'\"\n]*)?#\s*(?:(?:type|pyright|mypy|pylint)\s*:|(?i:noqa|nosec)\b).*$", re.MULTILINE
)
_HEAD = re.compile(r"[ \t]*(?:async )?def .*\($")
_LAYOUT = re.compile(r"[\s,()'\"]")
_CLOSING = (")", "]", "}")
_SKIP = "  # fmt: skip"


def with_pragmas_kept(text: str, laid_out: str, *, skips: bool) -> str:
    """Code as it was laid out, the pragmas of lines that were broken where tools look for them.

    What is reported of a signature is reported of its first line. Of any other statement nobody
    knows which part its pragma is about: it stays on one line.

    Args:
        text: The code as it was.
        laid_out: What a formatter has made of it.
        skips: Whether formatters are told to leave such a line.
    """
    if not _PRAGMA.search(text):
        return laid_out
    lines = {_bare(line): line.strip() for line in text.split("\n") if _PRAGMA.search(line)}
    rows: list[str] = []
    for row in laid_out.split("\n"):
        rows.append(row)
        if row.lstrip().startswith(_CLOSING) and _PRAGMA.search(row):
            start = _start(rows)
            line = lines.get(_bare("".join(rows[start:])))
            if line is not None:
                rows[start:] = _kept(rows[start:], line + _SKIP * skips)
    return "\n".join(rows)


def _bare(code: str) -> str:
    """Code without what a formatter changes."""
    return _LAYOUT.sub("", code)


def _start(rows: Sequence[str]) -> int:
    """The number of the row that begins the statement that the last row ends."""
    depth = len(indentation(rows[-1]))
    start = len(rows) - 2
    while start > 0 and (
        len(indentation(rows[start])) > depth or rows[start].lstrip().startswith(_CLOSING)
    ):
        start -= 1
    return start


def _kept(broken: Sequence[str], line: str) -> list[str]:
    first, *inner, last = broken
    found = _PRAGMA.search(last)
    if _HEAD.match(first) and found is not None:
        return [f"{first}  {found[0]}", *inner, last[: found.start()].rstrip()]
    return [f"{indentation(first)}{line}"]
