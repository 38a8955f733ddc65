"""A report as annotations: workflow commands that GitHub Actions shows beside the changed lines."""

from __future__ import annotations

from routeshift.printable import line
from routeshift.reports.bounds import MOST_SHOWN, cut, left_out
from routeshift.reports.model import Report, Reported, Severity
from routeshift.reports.text import listed, said

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """A report as one workflow command a line, the sum last."""
    shown = report.telling
    lines = [*map(_annotation, shown[:MOST_SHOWN])]
    rest = left_out(len(shown))
    if rest:
        lines.append(_command("notice", {"title": report.command}, rest))
    sum_of = "notice" if report.passed else "error"
    lines.append(_command(sum_of, {"title": report.command}, report.summary))
    return "\n".join(lines) + "\n"


def _annotation(found: Reported) -> str:
    properties = {"file": "", "line": "", "title": f"{found.verdict}: {found.rule}"}
    for place in found.current[:1]:
        properties |= {"file": place.path, "line": str(place.line)}
    return _command(_COMMANDS[found.severity], properties, _message(found))


def _message(found: Reported) -> str:
    reached = f" In {listed(found.operations)}." if found.operations else ""
    accepted = f" Accepted: {cut(found.accepted)}." if found.accepted else ""
    return said(found) + reached + accepted


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    """Text that cannot end its command; the runner reads its escapes back."""
    return line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
