"""A report as GitLab's code quality, which merge requests compare by fingerprints."""

from __future__ import annotations

from typing import Any

from routeshift.printable import json_text, line
from routeshift.reports.fingerprints import fingerprints
from routeshift.reports.model import Report, Reported, Severity, SourceLocation
from routeshift.reports.text import said

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """A report as a JSON list of issues; what is accepted is none."""
    found = [one for one in report.telling if not one.accepted]
    marks = fingerprints(found)
    issues = [_issue(one, mark, report) for one, mark in zip(found, marks, strict=True)]
    return json_text(issues, ascii_only=True) + "\n"


def _issue(found: Reported, mark: str, report: Report) -> dict[str, Any]:
    return {
        "description": said(found),
        "check_name": found.rule,
        "fingerprint": mark,
        "severity": _SEVERITIES[found.severity],
        "location": _location(found.current, report.artifact),
    }


def _location(places: tuple[SourceLocation, ...], artifact: str) -> dict[str, Any]:
    for place in places:
        return {"path": line(place.path), "lines": {"begin": place.line}}
    # It is required: an issue without a place is not shown.
    return {"path": line(artifact), "lines": {"begin": 1}}
