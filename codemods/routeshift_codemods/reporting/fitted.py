"""A check of implementations as a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from routeshift.reports import Report
from routeshift.wording import plural
from routeshift_codemods.reporting.diagnostics import helps_of, of_diagnostic, path_of
from routeshift_codemods.reporting.rules import MISFITS

if TYPE_CHECKING:
    from routeshift_codemods.check import Check


_WORDS = {"cannot": "cannot be called", "info": "a client can tell"}


def report_of_check(result: Check, old: Path | None, new: Path) -> Report:
    """A check as a report.

    Args:
        result: The check.
        old: The older version; None where implementations are checked.
        new: The newer version, or the package that implementations are held against.
    """
    failing = [one for one in result.diagnostics if one.kind == "cannot"]
    findings = tuple(of_diagnostic(one, _WORDS, failing, MISFITS) for one in result.diagnostics)
    verdict = plural(len(failing), "problem") if failing else "all fit"
    return Report(
        command="routeshift check",
        title=verdict[0].upper() + verdict[1:],
        passed=result.fits,
        summary=f"{len(result.checked)} checked: {verdict}.",
        findings=findings,
        data=result.as_json(),
        helps=helps_of(findings),
        old="" if old is None else path_of(old),
        new=path_of(new),
        about=(f"{len(result.checked)} checked",),
        checked=result.checked,
        artifact=path_of(new),
    )
