"""`routeshift check`: whether implementations fit the Protocols of an API package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from routeshift.cli.options import Json, Printed, Reports
from routeshift.cli.output import working
from routeshift.cli.reporting import asked, deliver


def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS", help="Implementations, or OLD and NEW.")
    ],
    against: Annotated[
        Path | None,
        typer.Option(metavar="PACKAGE", help="The package with the APIs, of either kind."),
    ] = None,
    format_: Printed = None,
    reports: Reports = None,
    json_: Json = False,
) -> int:
    """Say whether implementations fit their Protocols.

    Nothing is imported. Two versions of a package, OLD and NEW, are held against each other: what
    implementations of OLD meet under NEW. Exit code 2 when something cannot be called: a method is
    missing, does not take what it is passed, or demands what nobody passes.
    """
    from routeshift_codemods.check import check_implementations, check_versions
    from routeshift_codemods.reporting import report_of_check

    if against is None and len(paths) != 2:
        raise typer.BadParameter("give --against PACKAGE, or two versions of a package, OLD NEW")
    wanted = asked(format_, reports, json=json_)
    with working("Reading"):
        result = check_implementations(paths, against) if against else check_versions(*paths)
    old, new = (None, against) if against else paths
    deliver(report_of_check(result, old, new), wanted)
    return 0 if result.fits else 2
