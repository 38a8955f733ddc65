"""`routeshift check`: whether implementations fit the Protocols of an API package."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from routeshift.cli.declaring import Option, Positional
from routeshift.cli.options import Json, Printed, Reports
from routeshift.cli.output import working
from routeshift.cli.reporting import asked, deliver
from routeshift.errors import TargetError
from routeshift.targets import wanted_target

if TYPE_CHECKING:
    from routeshift_codemods.check import Check


def check(
    paths: Annotated[
        list[str],
        Positional(
            metavar="PATHS",
            help="Implementations, or OLD and NEW; each a path, a name, or git:REV:PATH.",
        ),
    ],
    against: Annotated[
        str | None,
        Option(
            metavar="PACKAGE",
            help="The package with the APIs, of either kind; for a single path, that of"
            " [tool.routeshift] without it.",
        ),
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
    from routeshift_codemods.reporting import report_of_check

    if against is None and len(paths) != 2:
        how = "Give --against PACKAGE, or two versions of a package, OLD NEW"
        against = wanted_target(None, how)
        if ":" in against:
            message = f"The `target` of [tool.routeshift] is an app: {against}."
            raise TargetError(message, hint=f"{how}.")
    wanted = asked(format_, reports, json=json_)
    with working("Reading"):
        result = _checked(paths, against)
    old, new = (None, against) if against else paths
    deliver(report_of_check(result, None if old is None else Path(old), Path(new)), wanted)
    return 0 if result.fits else 2


def _checked(paths: list[str], against: str | None) -> Check:
    from routeshift.cli.providers import package
    from routeshift_codemods.check import check_implementations, check_versions

    with ExitStack() as open_:
        specs = [*paths, *([against] if against else [])]
        found = [open_.enter_context(package(spec)) for spec in specs]
        result = check_implementations(found[:-1], found[-1]) if against else check_versions(*found)
    return _as_given(result, {str(place): spec for place, spec in zip(found, specs, strict=True)})


def _as_given(result: Check, specs: dict[str, str]) -> Check:
    """A check whose places are called as they were given: what git has lay in a folder."""
    from routeshift.targets import named

    rows = []
    for one in result.diagnostics:
        path = str(one.path)
        for place, spec in specs.items():
            if spec.startswith("git:"):
                path = named(path, place, spec)
        rows.append(replace(one, path=Path(path)))
    return replace(result, diagnostics=tuple(rows))
