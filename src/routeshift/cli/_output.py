"""Rows as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

from routeshift.errors import TargetError

# Columns up to this width are not folded.
_SHORT = 8


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    WIDE = "wide"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output."""
    escaped = "utf" not in (sys.stdout.encoding or "").lower()
    typer.echo(json.dumps(value, indent=2, default=str, ensure_ascii=escaped))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table: folded to fit a terminal, one line a row when piped."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    widths = [max(len(row[at]) for row in (columns, *rows)) for at in range(len(columns))]
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            typer.echo("  ".join(cells).rstrip())
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", no_wrap=width <= _SHORT)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def print_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    typer.echo(text.getvalue(), nl=False)


def print_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    for line in lines:
        typer.echo(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |")


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
        path.write_text(text, "utf-8")
    except OSError as error:
        raise _unwritable(path, error.strerror or "unknown") from error


def _unwritable(path: Path, reason: str) -> TargetError:
    hint = "Give a file in a folder that you may write to."
    return TargetError(f"It cannot be written: {reason}.", file=path, hint=hint)
