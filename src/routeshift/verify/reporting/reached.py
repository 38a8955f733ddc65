"""What a verification reached and what it did not, as blocks of its report."""

from __future__ import annotations

from collections.abc import Iterator

from routeshift.reports import Block, Lines, Listing, Table
from routeshift.verify.reporting.words import noise_lines
from routeshift.verify.settings import Settings
from routeshift.verify.traffic import available
from routeshift.verify.verification import Verification
from routeshift.wording import plural

# Gaps that are printed, and operations that are named for each; the other forms have them all.
_MOST_GAPS = 12
_MOST_LABELS = 3


def coverage_blocks(result: Verification) -> Iterator[Block]:
    """What stands below the findings."""
    starts = [side.start for side in (result.old, result.new) if side.start]
    if result.findings and starts:
        yield Listing("The curl lines work while these run:", "\n".join(starts), "sh")
    if result.coverage.without_generator:
        how = "" if available() else ": pip install 'routeshift[traffic]'"
        yield Lines("", [f"schemathesis was not used{how}"])
    yield from _gaps(result)
    if result.noise:
        yield Lines("Noise, in which the old side differs from itself:", [*noise_lines(result)])
    yield _reached(result)


def _gaps(result: Verification) -> Iterator[Block]:
    """What was not reached, said once for all operations that it is true of."""
    where: dict[str, list[str]] = {}
    for label, reasons in result.coverage.gaps().items():
        for reason in reasons:
            where.setdefault(reason, []).append(label)
    if where:
        lines = [f"{reason} ({_some(labels)})" for reason, labels in where.items()]
        yield Lines("Not reached, and so not compared:", lines, most=_MOST_GAPS)
        most = max((one.cases for one in result.coverage.operations.values()), default=0)
        more = max(Settings().cases, 2 * most)
        yield Lines(
            "", [f"An operation had {plural(most, 'case')} at most: --cases {more} has more."]
        )


def _some(labels: list[str]) -> str:
    return ", ".join(labels) if len(labels) <= _MOST_LABELS else plural(len(labels), "operation")


def _reached(result: Verification) -> Table:
    columns = ("operation", "cases", "came through", "statuses", "errors raised")
    rows = []
    for label, reached in result.coverage.operations.items():
        statuses = ", ".join(f"{s}: {n}" for s, n in sorted(reached.statuses.items(), key=str))
        counts = (str(reached.cases), str(reached.called), statuses, str(len(reached.errors)))
        rows.append((label, *counts))
    return Table("What was reached", columns, rows, detail=True)
