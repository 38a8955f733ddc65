"""Rows as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from itertools import repeat
from pathlib import Path
from typing import Any

import click

from routeshift.config import load_config
from routeshift.errors import TargetError
from routeshift.printable import json_text, line, markdown, plain
from routeshift.reports import row_lines, table_lines, wrapped


class RowFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    WIDE = "wide"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


@contextmanager
def working(words: str) -> Iterator[None]:
    """A spinner on standard error, on a terminal only."""
    # In a log a spinner is a thousand lines.
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(words):
        yield


def complain(text: str) -> None:
    """Say on standard error what is wrong; on a terminal in lines that end between words."""
    width = 0
    # A log, and who looks for words in it, gets a line as it is.
    if sys.stderr.isatty():
        width = os.get_terminal_size(sys.stderr.fileno()).columns
    for said in plain(f"routeshift: {text}").split("\n"):
        for part in wrapped(said, width or None):
            click.echo(part, err=True)


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output."""
    # A console that cannot show a character would end the program.
    escaped = "utf" not in (sys.stdout.encoding or "").lower()
    click.echo(json_text(value, ascii_only=escaped))


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    links: Sequence[tuple[str, str | None]] = (),
) -> None:
    """Print rows as a table, one line a row when piped, unless COLUMNS says a width.

    Where that or a terminal is too narrow, the last columns stand on a further line of each
    row: nothing is cut or broken inside a cell.

    Args:
        columns: What the columns are called.
        rows: The cells.
        links: Of each row the words that lead somewhere on a terminal, and where to.
    """
    if not sys.stdout.isatty():
        for text in table_lines(columns, rows, shutil.get_terminal_size((0, 0)).columns or None):
            click.echo(text)
        return
    from rich.console import Console
    from rich.text import Text

    screen = Console()
    header, *others = row_lines(columns, rows, screen.width)
    for text in header:
        screen.print(Text(text, "bold"), soft_wrap=True)
    shown: Iterable[tuple[str, str | None]] = links or repeat(("", None))
    for lines, (words, address) in zip(others, shown, strict=False):
        for text in lines:
            before, found, after = text.partition(words) if address else (text, "", "")
            screen.print(Text.assemble(before, (found, f"link {address}"), after), soft_wrap=True)


def print_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as CSV."""
    text = io.StringIO()
    plain_rows = [[line(cell) for cell in row] for row in rows]
    csv.writer(text, lineterminator="\n").writerows([columns, *plain_rows])
    click.echo(text.getvalue(), nl=False)


def print_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a Markdown table."""
    cells = [[markdown(cell) for cell in row] for row in (columns, *rows)]
    for row in (cells[0], ["---"] * len(columns), *cells[1:]):
        click.echo(f"| {' | '.join(row)} |")


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
