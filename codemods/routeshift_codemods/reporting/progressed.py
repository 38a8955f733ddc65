"""The status of a move as a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from routeshift.reports import Lines, Report, Table
from routeshift.wording import plural
from routeshift_codemods.reporting.diagnostics import helps_of, of_diagnostic, of_error, path_of
from routeshift_codemods.reporting.rules import UNREADABLE

if TYPE_CHECKING:
    from routeshift_codemods.status import ApiStatus, Status


_WORDS = {
    "cannot": "cannot be rewritten yet",
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
    summary = f"{done} of {plural(len(result.apis), 'API')} moved"
    columns = ("api", "operations", "implementations", "calls", "tests", "to settle")
    return Report(
        command="routeshift status",
        title=summary,
        passed=result.is_done,
        summary=f"{summary}.",
        findings=findings,
        data=result.as_json(),
        helps=helps_of(findings),
        new=path_of(result.target),
        about=_left(result, len(left) - len(result.hosts)),
        before=(Table("", columns, [_cells(api) for api in result.apis]),),
        after=tuple(_next(result)),
        checked=tuple(api.name for api in result.apis),
        artifact=path_of(result.target),
    )


def _left(result: Status, settle: int) -> tuple[str, ...]:
    changes = sum(api.size for api in result.apis)
    return (
        f"{plural(changes, 'change')} left",
        f"{plural(settle, 'place')} to settle",
        f"{plural(len(result.hosts), 'host')} left",
    )


def _next(result: Status) -> Iterator[Lines]:
    following = result.following
    if following is not None:
        api, why = following
        target = path_of(result.target)
        yield Lines("", [f"Next: {api.name} ({why}): routeshift migrate {target} --api {api.name}"])


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
