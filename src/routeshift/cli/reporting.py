"""Where a command's report goes: to standard output, and into files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeshift.cli.output import refuse_unwritable, write_text
from routeshift.errors import TargetError
from routeshift.reports import (
    FORMATS,
    Block,
    Format,
    Report,
    counted,
    format_named,
    format_of,
    render,
    styled_block,
    styled_lines,
)

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Asked:
    """The formats that a user asked for.

    Attributes:
        printed: What is printed; None for nothing.
        files: The files to write, each with its format.
    """

    printed: Format | None
    files: tuple[tuple[Path, Format], ...]

    @property
    def for_people(self) -> bool:
        """Whether people read on standard output all that the report says."""
        return self.printed is not None and self.printed.styled


def asked(
    name: str | None,
    files: Iterable[Path] | None,
    *,
    json: bool = False,
    json_file: Path | None = None,
    html_file: Path | None = None,
    output: Path | None = None,
) -> Asked:
    """What the options of a command ask for, before it does anything.

    Args:
        name: The value of `--format`.
        files: The values of `--report`.
        json: Whether `--json` was given, which is short for `--format json`.
        json_file: A file that holds JSON, whatever its name.
        html_file: A file that holds a page.
        output: A file that takes the place of standard output; without `--format` its name may say
            the format.

    Raises:
        RouteshiftError: A format is unknown, or a file cannot be written.
    """
    # First: a comparison may take minutes, and its report must have somewhere to go.
    if html_file is not None and html_file.suffix not in (".html", ".htm"):
        hint = "Give a name that ends in .html."
        raise TargetError("It has not the name of a page.", file=html_file, hint=hint)
    for path in filter(None, (*(files or ()), json_file, html_file, output)):
        refuse_unwritable(path)
    named = "json" if json else name
    printed = format_named(named) if named else FORMATS[0]
    found = [(path, format_of(path)) for path in files or ()]
    named_alone = ((json_file, "json"), (html_file, "html"))
    found += [(path, format_named(kind)) for path, kind in named_alone if path is not None]
    if output is not None:
        found.append((output, printed if named else format_of(output, otherwise=printed)))
    return Asked(printed if output is None else None, tuple(found))


def deliver(report: Report, wanted: Asked, *, statistics: bool = False) -> None:
    """Write and print a report.

    Args:
        report: The report.
        wanted: Where it goes, and in which formats.
        statistics: Whether people get counts on standard output; files and programs get it all.

    Raises:
        TargetError: A file cannot be written.
    """
    # Files have all in any case: a summary is for a terminal.
    shown = counted(report) if statistics else report
    for path, chosen in wanted.files:
        write_text(path, render(report, chosen))
    if wanted.printed is None:
        return
    if not wanted.printed.styled:
        click.echo(render(report, wanted.printed), nl=False)
    elif sys.stdout.isatty():
        screen = _screen()
        _print(screen, styled_lines(shown, wanted.printed, screen.width))
    else:
        # Not by click, which turns to UTF-8 where a terminal shows ASCII only.
        sys.stdout.write(render(shown, wanted.printed))


def show(blocks: Iterable[Block]) -> None:
    """Show parts of a report on the terminal, above the report itself."""
    screen = _screen()
    for block in blocks:
        _print(screen, styled_block(block, screen.width))


def _screen() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _print(screen: Console, styled: Iterable[tuple[str, str]]) -> None:
    from rich.text import Text

    for text, style in styled:
        # What is still too wide is there to be copied: the terminal goes on in its next line.
        screen.print(Text(text, style), soft_wrap=True)
