"""`routeshift compare`: two documents, and whether any client can tell them apart."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from routeshift.compare.records import Comparison


class FailOn(StrEnum):
    """The level at which a difference fails the command."""

    WIRE = "wire"
    SDK = "sdk"
    DOCS = "docs"


class Format(StrEnum):
    """How the result is written."""

    RICH = "rich"
    JSON = "json"


def compare(
    old: Annotated[
        str, typer.Argument(help="A document or TARGET: file, -, git:REV:path, local URL, package.")
    ],
    new: Annotated[str, typer.Argument(help="The same, after the change.")],
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit 2 for a difference at this level, or one before it.")
    ] = FailOn.WIRE,
    format_: Annotated[Format, typer.Option("--format", help="How to write the result.")] = (
        Format.RICH
    ),
    json_: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    strict: Annotated[
        bool, typer.Option(help="Compatible changes fail too: nothing at all may change.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
) -> int:
    """Compare two OpenAPI documents by what they mean, and prove each break by a payload."""
    from routeshift.compare import compare as compared
    from routeshift.compare.inputs import load

    result = compared(load(old), load(new))
    chosen = Format.JSON if json_ else format_
    _write(result, chosen, fail_on.value, strict=strict, output=output)
    return 0 if result.preserved(fail_on.value, strict=strict) else 2


def _write(
    result: Comparison, chosen: Format, level: str, *, strict: bool, output: Path | None
) -> None:
    if chosen is Format.RICH:
        _print(result, level, strict=strict, output=output)
        return
    from routeshift.compare.reports.data import as_json

    text = as_json(result, level=level, strict=strict)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")


def _print(result: Comparison, level: str, *, strict: bool, output: Path | None) -> None:
    from rich.console import Console

    from routeshift.cli._comparison import show
    from routeshift.compare.records import Level

    if output is None:
        show(Console(), result, Level(level), strict=strict)
        return
    with output.open("w", encoding="utf-8") as file:
        show(Console(file=file, width=100), result, Level(level), strict=strict)
