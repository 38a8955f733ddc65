"""A report as counts: how many findings there are of each rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from routeshift.reports.model import Report, Table


def counted(report: Report) -> Report:
    """The same report with a count for each rule in place of all that it says.

    Args:
        report: The report.
    """
    counts = Counter(found.rule for found in report.findings)
    columns = ("count", "rule", "what it says")
    rows = [(str(count), rule, _sentence(report, rule)) for rule, count in counts.most_common()]
    before = (Table("", columns, rows),) if rows else ()
    return replace(report, before=before, findings=(), after=())


def _sentence(report: Report, rule: str) -> str:
    known = report.helps.get(rule)
    return known.sentence if known else ""
