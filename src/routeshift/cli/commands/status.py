"""`routeshift status`: how far a move is, and what to take next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from routeshift.cli.declaring import Option
from routeshift.cli.options import Json, Printed, Reports, Sources
from routeshift.cli.output import working
from routeshift.cli.reporting import asked, deliver


def status(
    path: Sources,
    html: Annotated[
        Path | None,
        Option("--html", metavar="FILE", help="Write a page to put in front of a team."),
    ] = None,
    format_: Printed = None,
    reports: Reports = None,
    json_: Json = False,
) -> int:
    """Say how far the move of each API is, and what to take next.

    Nothing is imported or written. Exit code 2 while anything is left: an operation, an
    implementation or a call in the old convention, a place that a person has to settle, or code
    that reads what the decorators leave.
    """
    from routeshift_codemods.reporting import report_of_status
    from routeshift_codemods.status import status_of

    wanted = asked(format_, reports, json=json_, html_file=html)
    with working(f"Reading {path}"):
        result = status_of(path)
    deliver(report_of_status(result), wanted)
    return 0 if result.is_done else 2
