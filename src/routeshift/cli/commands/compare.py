"""`routeshift compare`: two documents, and whether any client can tell them apart."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from routeshift.cli.declaring import Option, Positional
from routeshift.cli.options import (
    Json,
    NewPython,
    OldPython,
    Printed,
    Reports,
    Secrets,
    Timeout,
)
from routeshift.cli.output import complain, hidden_names, refuse_unwritable, write_text
from routeshift.cli.reporting import asked, deliver
from routeshift.config import parse_toml
from routeshift.redaction import Redaction
from routeshift.targets import IMPORT_SECONDS, two_sides
from routeshift.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routeshift.compare import Accept, Document


# A side as it is named on the command line, and its interpreter.
_Named = tuple[str, str | None]


class FailOn(StrEnum):
    """The level at which a difference fails the command."""

    WIRE = "wire"
    SDK = "sdk"
    DOCS = "docs"


def compare(
    old: Annotated[
        str | None,
        Positional(
            metavar="OLD",
            help="A document (file, -, git:REV:PATH, local URL), or a TARGET as the other"
            " commands take it.",
        ),
    ] = None,
    new: Annotated[
        str | None,
        Positional(metavar="NEW", help="The same, after the change."),
    ] = None,
    against: Annotated[
        str | None,
        Option(
            metavar="REV",
            help="Compare with this Git revision, as that of a pull request's base: what"
            " [tool.routeshift] names as `document` or `target`, or what stands in place of OLD.",
        ),
    ] = None,
    old_python: OldPython = None,
    new_python: NewPython = None,
    timeout: Timeout = IMPORT_SECONDS,
    fail_on: Annotated[
        FailOn, Option(help="Exit 2 for a difference at this level, or one before it.")
    ] = FailOn.WIRE,
    format_: Printed = None,
    json_: Json = False,
    reports: Reports = None,
    strict: Annotated[
        bool,
        Option("--strict", help="Compatible changes fail too: nothing at all may change."),
    ] = False,
    output: Annotated[
        Path | None,
        Option("--output", "-o", metavar="FILE", help="Write to this file; print nothing."),
    ] = None,
    route: Annotated[
        list[str] | None,
        Option(
            metavar="OLD=NEW",
            help='An operation moved on purpose: "GET /old=GET /new"; repeat for more.',
        ),
    ] = None,
    accept: Annotated[
        Path | None,
        Option(metavar="FILE", help="Accept entries; without it, those of the project."),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        Option(
            metavar="FILE",
            help="Append an accept entry for everything that fails now, and exit 0.",
        ),
    ] = None,
    secret: Secrets = None,
) -> int:
    """Tell whether the contract changed, and prove each break.

    OpenAPI documents are compared by what they mean; a break is shown by a payload that one
    side accepts and the other refuses. Exit code 2 when something differs at the level.
    """
    from datetime import date

    from routeshift.compare import apply_accepts, baseline, report_of_comparison
    from routeshift.compare import compare as compared

    wanted = asked(format_, reports, json=json_, output=output)
    if write_baseline is not None:
        refuse_unwritable(write_baseline)
    old, new = two_sides(old, new, against)
    hiding = Redaction(hidden_names(secret))
    left, right = _documents((old, old_python), (new, new_python), timeout, hiding)
    today = date.today()
    result = compared(left, right, routes=_routes(route or ()))
    result = hiding.data(apply_accepts(result, _accepts(accept), today))
    if write_baseline is not None:
        _append(write_baseline, baseline(result, fail_on.value, today))
        return 0
    report = report_of_comparison(
        result,
        level=fail_on.value,
        strict=strict,
        old=hiding.text(old),
        new=hiding.text(new),
    )
    deliver(report, wanted)
    return 0 if result.preserved(fail_on.value, strict=strict) else 2


def _documents(
    old: _Named, new: _Named, timeout: float, hiding: Redaction
) -> tuple[Document, Document]:
    from routeshift.compare import load
    from routeshift.errors import DocumentError

    if old[0] == new[0] == "-":
        raise DocumentError(
            "Both documents cannot come from standard input.", hint="Give a file for one of them."
        )
    left = load(*old, timeout=timeout, redaction=hiding)
    return left, load(*new, timeout=timeout, redaction=hiding)


def _routes(entries: Iterable[str]) -> dict[str, str]:
    from routeshift.errors import RouteshiftError

    found = {}
    for entry in entries:
        old, equals, new = entry.partition("=")
        if not equals or " /" not in old or " /" not in new:
            raise RouteshiftError(
                f"{entry!r} is no route.", hint='Write --route "GET /old=GET /new".'
            )
        found[old.strip()] = new.strip()
    return found


def _accepts(path: Path | None) -> list[Accept]:
    from routeshift.compare import project_accepts, read_accepts

    if path is None:
        return project_accepts(Path.cwd())
    found = read_accepts(path)
    # A file of nothing at all is meant: so is a baseline written when nothing fails.
    if not found and parse_toml(path, path.read_bytes()):
        complain(f"{path}: It accepts nothing: it has no [[tool.routeshift.accept]].")
    return found


def _append(path: Path, text: str) -> None:
    from routeshift.compare import read_accepts

    before = ""
    if path.is_file():
        read_accepts(path)  # Only a file that can be read back gets more entries.
        before = path.read_text("utf-8")
    gap = "\n" if before and not before.endswith("\n\n") else ""
    write_text(path, before + gap + text)
    count = plural(text.count("[[tool.routeshift.accept]]"), "accept table")
    click.echo(f"{path}: {count} added; give each its reason.")
