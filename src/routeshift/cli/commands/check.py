"""`routeshift check`: whether implementations fit the Protocols of an API package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from routeshift.cli.notes import print_notes
from routeshift.cli.options import Json
from routeshift.cli.output import console, working
from routeshift.printable import json_text
from routeshift.wording import plural

if TYPE_CHECKING:
    from routeshift_codemods.check import Check

_WORDS = {"cannot": "cannot be called", "info": "a client can tell"}


def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS", help="Implementations, or OLD and NEW.")
    ],
    against: Annotated[
        Path | None,
        typer.Option(metavar="PACKAGE", help="The package with the APIs, of either kind."),
    ] = None,
    json_: Json = False,
) -> int:
    """Say whether implementations fit their Protocols.

    Nothing is imported. Two versions of a package, OLD and NEW, are held against each other: what
    implementations of OLD meet under NEW. Exit code 2 when something cannot be called: a method is
    missing, does not take what it is passed, or demands what nobody passes.
    """
    from routeshift_codemods.check import check_implementations, check_versions

    if against is None and len(paths) != 2:
        raise typer.BadParameter("give --against PACKAGE, or two versions of a package, OLD NEW")
    with working("Reading"):
        result = check_implementations(paths, against) if against else check_versions(*paths)
    if json_:
        typer.echo(json_text(result.as_json(), ascii_only=True))
    else:
        print_notes(result.diagnostics, _WORDS, console())
        typer.echo(_total(result))
    return 0 if result.fits else 2


def _total(result: Check) -> str:
    count = sum(one.kind == "cannot" for one in result.diagnostics)
    told = plural(count, "problem") if count else "all fit"
    return f"{len(result.checked)} checked: {told}."
