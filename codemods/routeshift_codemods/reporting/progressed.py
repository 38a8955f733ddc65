"""The status of a move as a report."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from routeshift.reports import Lines, Report, SourceLocation, Table
from routeshift.wording import plural
from routeshift_codemods.reporting.diagnostics import helps_of, of_diagnostic, of_error, path_of
from routeshift_codemods.reporting.rules import UNREADABLE

if TYPE_CHECKING:
    from routeshift_codemods.status import ApiStatus, Status


_WORDS = {
    "cannot": "cannot be rewritten yet",
    "ignored": "stays legacy",
    "call": "does not move",
    "host": "reads what the decorator leaves",
}
_WIDTH = 6


def report_of_status(result: Status) -> Report:
    """A status as a report.

    Args:
        result: The status.
    """
    left = [*(one for api in result.apis for one in api.left), *result.hosts]
    unread = [of_error(error, UNREADABLE, "not read", fails=True) for error in result.unread]
    findings = (*unread, *(of_diagnostic(one, _WORDS) for one in left))
    done = sum(api.is_done for api in result.apis)
    title = f"{done} of {plural(len(result.apis), 'API')} moved"
    remaining = _left(result)
    columns = ("api", "operations", "implementations", "calls", "tests", "to settle")
    return Report(
        command="routeshift status",
        title=title,
        passed=result.is_done,
        summary=f"{title}. Exit code 2: {', '.join(remaining)}." if remaining else f"{title}.",
        findings=findings,
        data=result.as_json(),
        helps=helps_of(findings),
        new=path_of(result.target),
        about=tuple(remaining),
        before=(Table("", columns, [_cells(api) for api in result.apis]),),
        after=tuple(Lines("", [f"Next: {step}"]) for step in islice(_next(result), 1)),
        checked=tuple(api.name for api in result.apis),
        artifact=path_of(result.target),
    )


def _left(result: Status) -> list[str]:
    """What keeps it from being done, each with its count."""
    counted = (
        (sum(api.size for api in result.apis), "change", "to make"),
        (sum(len(api.left) for api in result.apis), "place", "to settle"),
        (len(result.hosts), "host", "to change"),
        (len(result.unread), "file", "to mend"),
    )
    return [f"{plural(count, noun)} {what}" for count, noun, what in counted if count]


def _next(result: Status) -> Iterator[str]:
    """What gets the move further, the easiest first."""
    api = result.following
    if api is not None:
        migrate = shlex.join(["routeshift", "migrate", path_of(result.target), "--api", api.name])
        open_ = f"{plural(len(api.left), 'place')} to settle" if api.left else "nothing open"
        counted = f"{api.name} ({plural(api.size, 'change')}, {open_})"
        obstacle = api.obstacle
        if obstacle is None:
            yield f"{counted}: {migrate}"
        else:
            place = SourceLocation(obstacle.path, obstacle.line)
            yield f"{counted}: settle {place}, then {migrate}"
    for error in result.unread:
        place = SourceLocation(error.file or result.target, error.line or 1)
        yield f"mend {place}, of which nobody knows what is left in it"
    for host in result.hosts:
        place = SourceLocation(host.path, host.line)
        yield f"let {place} find routers, too, or put `# routeshift: accept` and the reason there"


def _cells(api: ApiStatus) -> tuple[str, ...]:
    operations = (api.routes, api.routes + api.legacy)
    settle = str(len(api.left)) if api.left else ""
    return (
        api.name,
        *(_bar(*counts) for counts in (operations, *api.progress.parts.values())),
        settle,
    )


def _bar(done: int, every: int) -> str:
    """A bar with its numbers; nothing of nothing is a dash."""
    if not every:
        return "-"
    filled = _WIDTH * done // every
    return f"{'█' * filled}{'░' * (_WIDTH - filled)} {done}/{every}"
