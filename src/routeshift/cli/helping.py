"""How the help of the program and of each command is laid out, in the width of the terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

_WIDEST = 100
# Below this a text beside its name would be a word or two wide.
_BESIDE = 60
_FURTHEST = 34
_BELOW = 6


def laid_out(usage: str, about: str, lists: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> str:
    """A help, no line of which is wider than the terminal.

    Args:
        usage: The line that says how it is called.
        about: What it does, in paragraphs.
        lists: Titles, each with its names and what these are.
    """
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    parts = [_filled(usage, width, "", " " * 8)]
    parts += [_filled(" ".join(text.split()), width, "  ", "  ") for text in about.split("\n\n")]
    parts += ["\n".join(_listed(title, list(rows), width)) for title, rows in lists if rows]
    return "\n\n".join(parts)


def _listed(title: str, rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    yield title
    column = min(max(len(name) for name, _ in rows) + 4, _FURTHEST)
    if column > width // 2:
        column = _BELOW
    for name, text in rows:
        if len(name) + 4 <= column:
            yield _filled(text, width, f"  {name}".ljust(column), " " * column)
        else:
            # Between choices, where they are too many for a line.
            yield _filled(name.replace("|", "| "), width, "  ", " " * 4).replace("| ", "|")
            yield _filled(text, width, " " * column, " " * column)


def _filled(text: str, width: int, first: str, further: str) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=further,
        # A name with hyphens, as that of an option, is copied as a whole.
        break_on_hyphens=False,
        break_long_words=False,
    )
