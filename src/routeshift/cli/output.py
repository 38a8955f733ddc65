"""Rows as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import csv
import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from routeshift.config import load_config
from routeshift.errors import TargetError
from routeshift.printable import json_text, line, markdown

if TYPE_CHECKING:
    from rich.console import Console

# Where nobody sees the width, rows stay on one line.
_PIPE_WIDTH = 240

# Between columns, and before the further lines of a row.
_GAP = 2
_INDENT = 4


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    WIDE = "wide"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def console() -> Console:
    """Standard output, on which lines are only broken where a terminal is that narrow."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=_PIPE_WIDTH)


@contextmanager
def working(words: str) -> Iterator[None]:
    """A spinner on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(words):
        yield


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output."""
    escaped = "utf" not in (sys.stdout.encoding or "").lower()
    typer.echo(json_text(value, ascii_only=escaped))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table, one line a row when piped.

    Where a terminal is too narrow for that, the last columns stand on a further line of each
    row: nothing is cut or broken inside a cell.
    """
    from rich.console import Console
    from rich.text import Text

    rows = [[line(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for text in _lines(columns, rows, [range(len(columns))]):
            typer.echo(text)
        return
    console = Console()
    filled = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    groups = _groups(_widths(columns, rows), filled, console.width)
    for number, text in enumerate(_lines(columns, rows, groups)):
        style = "bold" if number < len(groups) else ""
        console.print(Text(text, style), soft_wrap=True)


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[at]) for row in (columns, *rows)) for at in range(len(columns))]


def _groups(widths: Sequence[int], filled: Iterable[int], width: int) -> list[list[int]]:
    """The columns that stand on one line, for each line of a row."""
    groups: list[list[int]] = []
    used = 0
    for at in filled:
        needed = _GAP + widths[at]
        if not groups or used + needed > width:
            used = _INDENT if groups else -_GAP
            groups.append([])
        groups[-1].append(at)
        used += needed
    return groups


def _lines(
    columns: Sequence[str], rows: Sequence[Sequence[str]], groups: Sequence[Sequence[int]]
) -> Iterator[str]:
    widths = _widths(columns, rows)
    for row in (columns, *rows):
        for number, group in enumerate(groups):
            cells = (row[at].ljust(widths[at]) for at in group)
            indent = " " * _INDENT if number else ""
            text = (indent + (" " * _GAP).join(cells)).rstrip()
            if text or not number:
                yield text


def print_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as CSV."""
    text = io.StringIO()
    plain_rows = [[line(cell) for cell in row] for row in rows]
    csv.writer(text, lineterminator="\n").writerows([columns, *plain_rows])
    typer.echo(text.getvalue(), nl=False)


def print_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a Markdown table."""
    cells = [[markdown(cell) for cell in row] for row in (columns, *rows)]
    for row in (cells[0], ["---"] * len(columns), *cells[1:]):
        typer.echo(f"| {' | '.join(row)} |")


def print_unimplemented(apis: Sequence[str], out: Console) -> None:
    """Tell of which APIs no implementation was found, so that none was compared (rule R6)."""
    if apis:
        told = (
            f"No implementation was found of {', '.join(apis)}: what only implementations take "
            "is not kept. --implementations PATH looks for them elsewhere."
        )
        out.print(line(told), markup=False, highlight=False, soft_wrap=True)


def hidden_names(more: Iterable[str] | None) -> tuple[str, ...]:
    """Names of what is never shown, beside the usual ones: those of the settings, and more.

    Raises:
        TargetError: When the settings cannot be read.
    """
    return (*load_config(Path.cwd()).secrets, *(more or ()))


def refuse_unwritable(path: Path) -> None:
    """Refuse a file that could not be written in the end, before anything is done.

    Raises:
        TargetError: It cannot be written.
    """
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        reason = errno.EISDIR if path.is_dir() else errno.EACCES
        raise _unwritable(path, os.strerror(reason if path.parent.is_dir() else errno.ENOENT))


def write_text(path: Path, text: str) -> None:
    """Write a file.

    Raises:
        TargetError: When it cannot be written.
    """
    try:
        path.write_text(text, "utf-8", errors="replace")
    except OSError as error:
        raise _unwritable(path, error.strerror or "unknown") from error


def _unwritable(path: Path, reason: str) -> TargetError:
    hint = "Give a file in a folder that you may write to."
    return TargetError(f"It cannot be written: {reason}.", file=path, hint=hint)
