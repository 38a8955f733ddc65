"""A scan as a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from routeshift.reports import Report, Reported, SourceLocation, Table
from routeshift.wording import plural
from routeshift_codemods.reporting.diagnostics import (
    decided,
    helps_of,
    of_diagnostic,
    of_error,
    open_decisions,
    path_of,
    unimplemented,
)
from routeshift_codemods.reporting.rules import DECLARED_TWICE, UNREADABLE
from routeshift_codemods.resolve import Decision

if TYPE_CHECKING:
    from routeshift_codemods.scan import Scan, Scanned


_WORDS = {
    "ignored": "skipped",
    "cannot": "cannot be rewritten yet",
    "decision": "needs a decision",
    "host": "reads what the decorator leaves",
    "info": "note",
}


def report_of_scan(result: Scan, answers: tuple[Decision, ...] = ()) -> Report:
    """A scan as a report.

    Args:
        result: The scan.
        answers: The decisions that were written.
    """
    findings = (
        *_problems(result),
        *(of_diagnostic(one, _WORDS) for one in result.diagnostics),
    )
    totals = _totals(result)
    columns = ("api", "operation", "kind", "takes", "where")
    return Report(
        command="routeshift scan",
        title=totals.rstrip("."),
        passed=not result.problems,
        summary=totals,
        findings=findings,
        data=result.as_json(),
        helps=helps_of(findings),
        new=path_of(result.target),
        about=(plural(len(result.undecided.decisions), "open decision"),),
        before=(Table("", columns, [_cells(one) for one in result.operations]),),
        after=(
            *unimplemented(result.inventory.unimplemented),
            *open_decisions(result.undecided),
            *decided(answers, written=True),
        ),
        checked=tuple(str(one.operation) for one in result.operations),
        artifact=path_of(result.target),
    )


def _problems(result: Scan) -> Iterator[Reported]:
    failing = {id(error) for error in result.problems}
    for error in result.inventory.unreadable.values():
        yield of_error(error, UNREADABLE, "not read", fails=id(error) in failing)
    for error in result.inventory.conflicts():
        yield of_error(error, DECLARED_TWICE, "declared twice", fails=True)


def _cells(scanned: Scanned) -> tuple[str, ...]:
    operation = scanned.operation
    source = operation.source
    where = "" if source is None else str(SourceLocation(source.file.absolute(), source.line))
    flags = " (deprecated)" if operation.deprecated else ""
    return (operation.api, f"{operation}{flags}", operation.kind, scanned.shape or "", where)


def _totals(result: Scan) -> str:
    legacy = [s for s in result.operations if s.operation.kind == "legacy"]
    apis = {s.operation.api for s in result.operations}
    routers = len(result.operations) - len(legacy)
    kinds = f"{plural(len(legacy), 'legacy operation')}, {plural(routers, 'router operation')}"
    return f"{plural(len(apis), 'API')}: {kinds}."
