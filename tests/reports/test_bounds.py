"""However much there is to say, a report stays as long as its readers can bear."""

from __future__ import annotations

import pytest
from effort import examples
from reports.made import finding, report

from routeshift.reports import FORMATS, Format, Reported, Severity, Sides, render

COUNT = examples(2_000)
LARGEST = 60_000_000


def _findings() -> tuple[Reported, ...]:
    """Many that fail, each of a megabyte if it were shown as it is."""
    huge = "x" * 1_000_000
    operations = tuple(f"GET /v1/{number}/{'y' * 40}" for number in range(200))
    sides = Sides(huge, "\n".join(["z" * 100] * 10_000))
    return tuple(
        finding(
            "", Severity.ERROR, message=huge, hint=huge, operations=operations, parts=(sides,),
            identity=str(number),
        )
        for number in range(COUNT)
    )  # fmt: skip


@pytest.mark.generated
@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_many_large_findings_stay_bounded(row: Format) -> None:
    text = render(report("", _findings()), row)
    assert len(text) < LARGEST


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rich", "markdown", "html", "github"])
def test_what_is_left_out_is_counted(name: str) -> None:
    row = next(one for one in FORMATS if one.name == name)
    text = render(report("", tuple(finding(str(number)) for number in range(3_000))), row)
    assert "more findings do not fit" in text or "more did not fit" in text
