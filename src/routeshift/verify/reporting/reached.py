"""What a verification reached and what it did not, as blocks of its report."""

from __future__ import annotations

from collections.abc import Iterator

from routeshift.reports import Block, Lines, Listing, Table
from routeshift.verify.text import noise_lines
from routeshift.verify.traffic import available
from routeshift.verify.verification import Verification

# Operations whose gaps are printed; the other forms have them all.
_MOST_GAPS = 12


def coverage_blocks(result: Verification) -> Iterator[Block]:
    """What stands below the findings."""
    starts = [side.start for side in (result.old, result.new) if side.start]
    if result.findings and starts:
        yield Listing("The curl lines work while these run:", "\n".join(starts), "sh")
    if result.coverage.without_generator:
        how = "" if available() else ": pip install 'routeshift[traffic]'"
        yield Lines("", [f"schemathesis was not used{how}"])
    gaps = result.coverage.gaps()
    if gaps:
        title = f"Not reached, and so not compared, in {len(gaps)} operations:"
        lines = [f"{label}: {'; '.join(reasons)}" for label, reasons in gaps.items()]
        yield Lines(title, lines, most=_MOST_GAPS)
    if result.noise:
        yield Lines("Noise, in which the old side differs from itself:", [*noise_lines(result)])
    yield _reached(result)


def _reached(result: Verification) -> Table:
    columns = ("operation", "cases", "came through", "statuses", "errors raised")
    rows = []
    for label, reached in result.coverage.operations.items():
        statuses = ", ".join(f"{s}: {n}" for s, n in sorted(reached.statuses.items(), key=str))
        counts = (str(reached.cases), str(reached.called), statuses, str(len(reached.errors)))
        rows.append((label, *counts))
    return Table("What was reached", columns, rows, detail=True)
