"""A migration as a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from routeshift.reports import Block, Lines, Listing, Report, Reported, Table
from routeshift.wording import plural, some_of
from routeshift_codemods.reporting.diagnostics import (
    decided,
    helps_of,
    of_diagnostic,
    of_error,
    open_decisions,
    path_of,
    unimplemented,
)
from routeshift_codemods.reporting.next_steps import next_steps, writing
from routeshift_codemods.reporting.rules import UNREADABLE

if TYPE_CHECKING:
    from routeshift_codemods.outcome import Dropped, MigratedApi, Migration


# All of them are in the report as JSON.
_SHOWN = 3
_WORDS = {
    "ignored": "skipped",
    "cannot": "skipped, it cannot be rewritten",
    "decision": "needs a decision",
    "host": "reads what the decorator leaves",
    "call": "does not move",
    "info": "note",
}

_NOTHING = {
    True: "there is no legacy operation to migrate",
    False: "nothing implements or calls what takes a request by now, and does not yet",
}


def report_of_migration(
    plan: Migration, *, written: bool, passed: bool, options: Sequence[str] = ()
) -> Report:
    """A migration as a report.

    Args:
        plan: What it does.
        written: Whether it was done.
        passed: Whether the command succeeds.
        options: The words that followed the path, for the commands that come next.
    """
    findings = tuple(_findings(plan))
    summary = _summary(plan, options, written=written)
    return Report(
        command="routeshift migrate",
        title=summary.partition(";")[0].rstrip("."),
        passed=passed,
        summary=summary,
        findings=findings,
        data=plan.as_json(),
        helps=helps_of(findings),
        new=path_of(plan.target),
        about=(plural(len(plan.apis), "API"), plural(len(plan.changes), "file")),
        before=tuple(_apis(plan)),
        after=(
            *unimplemented(plan.unimplemented),
            *_hosts(plan),
            *_dropped(plan),
            *open_decisions(plan.undecided),
            *decided(plan.decided, written=written),
            *_around(plan),
            *_files(plan),
            *_diffs(plan),
            *next_steps(plan, options, written=written),
            *_counts(plan),
        ),
        checked=tuple(api.name for api in plan.apis),
        artifact=path_of(plan.target),
    )


def _findings(plan: Migration) -> Iterator[Reported]:
    left = plan.left
    diagnostics = [one for api in plan.apis for one in (*api.kept, *api.diagnostics)]
    yield from (
        of_diagnostic(one, _WORDS, left)
        for one in dict.fromkeys((*diagnostics, *plan.diagnostics, *plan.hosts, *plan.unmoved))
    )
    for error in plan.unreadable:
        yield of_error(error, UNREADABLE, "not touched", fails=False)


def _apis(plan: Migration) -> Iterator[Block]:
    if plan.apis:
        columns = ("api", "operations", "from", "new request models")
        yield Table("", columns, [_row(api) for api in plan.apis])


def _row(api: MigratedApi) -> tuple[str, ...]:
    requests = ", ".join(api.requests) or "none"
    return (api.name, str(api.operations), path_of(api.path), requests)


def _around(plan: Migration) -> Iterator[Block]:
    lines = []
    if plan.implementations or plan.calls:
        functions, calls = (
            plural(plan.implementations, "implementation"),
            plural(plan.calls, "call"),
        )
        lines.append(f"Requests go to {functions} and come from {calls}.")
    if plan.staying:
        places = some_of([f"{path_of(path)}:{line}" for path, line in plan.staying], 12)
        lines.append(
            f"With what does not move, these stay as they are: {places}. Their routers need "
            "`mount(..., bridge=True)`."
        )
    if plan.outside:
        lines.append(
            f"Implementations and calls outside of {path_of(plan.target)} stay as they are "
            f"({len(plan.outside)}): give the folder that holds both to move them too."
        )
    if plan.consulted is not None:
        one = plan.consulted
        about = plural(one.asked, "receiver") + " that source does not tell"
        lines.append(f"{one.checker} was asked about {about}, and decided {one.decided}.")
    if lines:
        yield Lines("", lines)


def _hosts(plan: Migration) -> Iterator[Block]:
    """The lines of each host whose shape is known, for a person to put there."""
    for one in plan.hosts:
        if one.code:
            yield Listing(f"Write at {path_of(one.path)}:{one.line}:", one.code, "python")
    asking = sum(bool(one.lines.edits) for one in plan.moved_hosts)
    lines = []
    if count := len(plan.moved_hosts) - asking:
        lines.append(
            f"{plural(count, 'server')} mounts what has moved, and needs Routeshift for that: see "
            "the diff. An API that it has under no key of its name is not served: "
            "`routeshift routes` lists all."
        )
    if asking:
        lines.append(
            f"{plural(asking, 'loop')} over methods of Protocols: operations are asked for by "
            "name, which needs Routeshift; see the diff."
        )
    if lines:
        yield Lines("", lines)


def _dropped(plan: Migration) -> Iterator[Block]:
    """What can no longer be imported from where it was, in a row for each package."""
    if plan.dropped:
        title = (
            "No longer re-exported, for no file of the project takes it from there "
            "(--facade all keeps it):"
        )
        yield Lines(title, [_dropped_row(one) for one in plan.dropped])


def _dropped_row(one: Dropped) -> str:
    return f"{one.module}: {some_of(one.names, _SHOWN)}"


def _files(plan: Migration) -> Iterator[Block]:
    if plan.changes:
        yield Lines("", [f"{one.kind:8} {path_of(one.path)}" for one in plan.changes])


def _diffs(plan: Migration) -> Iterator[Block]:
    """Each file's diff, for formats that have room for it."""
    for change in plan.changes:
        name = path_of(change.path)
        yield Listing(name, "".join(change.diff(name)), "diff", detail=True)


def diffs(plan: Migration, *, full: bool) -> Iterator[Block]:
    """What a terminal shows of each file.

    Args:
        plan: What the migration does.
        full: Whether the helpers that all routers share are shown, too.
    """
    for change in plan.changes:
        name = path_of(change.path)
        if change.path in plan.helpers and not full:
            count = plural((change.after or b"").count(b"\n"), "line")
            said = f"{change.kind} {name}: {count} that the routers share; --full shows them."
            yield Lines("", [said])
        else:
            yield Listing("", "".join(change.diff(name)), "diff")
    yield Lines("", [""])


def _counts(plan: Migration) -> Iterator[Block]:
    if not plan.changes:
        return
    moved = {
        "API": len(plan.apis),
        "operation": sum(api.operations for api in plan.apis),
        "request model": sum(len(api.requests) for api in plan.apis),
        "implementation": plan.implementations,
        "call": plan.calls,
    }
    words = [plural(count, noun) for noun, count in moved.items() if count]
    kinds = Counter(change.kind for change in plan.changes)
    files = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    yield Lines("", [f"{', '.join(words)}; files: {files}."])


def _summary(plan: Migration, options: Sequence[str], *, written: bool) -> str:
    if not plan.changes:
        if plan.left:
            return "Nothing to change: what is left is skipped."
        if plan.unmoved:
            return "Nothing to change: what is left is for a person to settle."
        return f"Nothing to change: {_NOTHING[plan.against is None]}."
    count = plural(len(plan.changes), "file")
    if written:
        return f"Wrote {count}."
    return f"Would change {count}; {' '.join(writing(plan, options))} applies."
