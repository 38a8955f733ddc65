"""Rows as aligned lines."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from routeshift.printable import line

# For a file or a pipe, where nobody says how wide the reader's window is.
_UNSEEN = 100

# Between columns, and before the further lines of a row.
_GAP = 2
_INDENT = 4


def table_lines(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None
) -> list[str]:
    """Rows as lines, one a row where nobody sees the width.

    Where a width is given and too narrow, columns that say nothing are left out and the last
    ones stand on a further line of each row. Nothing is cut, and no cell is broken but one that is
    wider than a line: that goes on at its next word.

    Args:
        columns: What the columns are called.
        rows: The cells.
        width: The width of the terminal; None without one.
    """
    return [text for lines in row_lines(columns, rows, width) for text in lines]


def row_lines(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None
) -> list[list[str]]:
    """The same, the lines of each row by itself; first those that name the columns."""
    columns, *rows = ([line(cell) for cell in row] for row in (columns, *rows))
    groups = _groups(columns, rows, width)
    widths = _widths(columns, rows)
    return [
        [part for text in _lines(row, widths, groups) for part in wrapped(text, width)]
        for row in (columns, *rows)
    ]


def wrapped(text: str, width: int | None, *, hanging: bool = False) -> list[str]:
    """A line as lines that end between words; what has no blank stays whole.

    Args:
        text: The line.
        width: How much fits on one; None for any.
        hanging: Whether the further lines are indented more than the first.
    """
    if width is None or len(text) <= width:
        return [text]
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text,
        width,
        subsequent_indent=indent + " " * _INDENT if hanging else indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def width_of_pipes() -> int:
    """How wide tables are in files and pipes: as COLUMNS says."""
    return shutil.get_terminal_size((_UNSEEN, 0)).columns


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[at]) for row in (columns, *rows)) for at in range(len(columns))]


def _groups(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None
) -> list[list[int]]:
    if width is None:
        return [[*range(len(columns))]]
    # Only where a reader sees the width: whoever reads by machine counts columns.
    filled = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return _fitting(_widths(columns, rows), filled, width)


def _fitting(widths: Sequence[int], filled: Iterable[int], width: int) -> list[list[int]]:
    """The columns that stand on one line, for each line of a row."""
    groups: list[list[int]] = []
    used = 0
    for at in filled:
        needed = _GAP + widths[at]
        if not groups or used + needed > width:
            # The first column of a row has no gap in front of it.
            used = _INDENT if groups else -_GAP
            groups.append([])
        groups[-1].append(at)
        used += needed
    return groups


def _lines(
    row: Sequence[str], widths: Sequence[int], groups: Sequence[Sequence[int]]
) -> Iterator[str]:
    for number, group in enumerate(groups):
        cells = (row[at].ljust(widths[at]) for at in group)
        indent = " " * _INDENT if number else ""
        text = (indent + (" " * _GAP).join(cells)).rstrip()
        if text or not number:
            yield text
