"""Rows as aligned lines."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

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

    Where a width is given and too narrow, columns that say nothing are left out, and what the last
    ones say stands below each row, with the column's name. Nothing is cut, and no cell is broken
    but one that is wider than a line: that goes on at its next word.

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
    widths = [max(len(row[at]) for row in (columns, *rows)) for at in range(len(columns))]
    # Only where a reader sees the width: whoever reads by machine counts columns.
    shown = [at for at in range(len(columns)) if width is None or any(row[at] for row in rows)]
    beside, below = _parted(widths, shown, width)
    lines = [wrapped(_beside(row, widths, beside), width) for row in (columns, *rows)]
    if width is not None and below:
        named = (_named(columns[at], [row[at] for row in rows], width) for at in below)
        cells = zip(*named, strict=True)
        for own, row in zip(lines[1:], cells, strict=True):
            further = _below([cell for cell in row if cell], width)
            own += [part for text in further for part in wrapped(text, width, hanging=True)]
    return lines


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


def _parted(
    widths: Sequence[int], shown: Sequence[int], width: int | None
) -> tuple[Sequence[int], Sequence[int]]:
    """The columns that stand beside each other, and those for which there is no room."""
    used = -_GAP
    for number, at in enumerate(shown):
        used += _GAP + widths[at]
        if width is not None and number and used > width:
            return shown[:number], shown[number:]
    return shown, []


def _beside(row: Sequence[str], widths: Sequence[int], columns: Sequence[int]) -> str:
    return (" " * _GAP).join(row[at].ljust(widths[at]) for at in columns).rstrip()


def _named(name: str, cells: Sequence[str], width: int) -> Sequence[str]:
    """The cells of a column that stand below their rows, with its name: all of them, or none."""
    named = [cell if cell in ("", name) else f"{name}: {cell}" for cell in cells]
    # What fits only without its name is long enough to tell what it is.
    return named if max(map(len, named)) + _INDENT <= width else cells


def _below(cells: Sequence[str], width: int) -> list[str]:
    """As many cells to a line as fit."""
    lines: list[str] = []
    for cell in cells:
        if lines and len(lines[-1]) + _GAP + len(cell) <= width:
            lines[-1] += " " * _GAP + cell
        else:
            lines.append(" " * _INDENT + cell)
    return lines
