"""A report as JSON, in the form that its command publishes."""

from __future__ import annotations

from routeshift.printable import json_text
from routeshift.reports.model import Report


def render(report: Report) -> str:
    """A report as indented JSON."""
    return json_text(report.data, ascii_only=True) + "\n"
