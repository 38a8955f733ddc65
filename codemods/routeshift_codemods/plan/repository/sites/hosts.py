"""The lines of hosts, as changes of their files."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift_codemods.edit import (
    Change,
    InsertBehind,
    InsertStatements,
    ReplaceExpression,
    first_line,
)
from routeshift_codemods.resolve import HostMove


def host_changes(host: HostMove) -> Iterator[Change]:
    """The changes of a host: its lines where they belong, and what goes by them from then on.

    Args:
        host: The host.
    """
    yield _added_lines(host)
    for edit in host.lines.edits:
        span = host.module.source.span(edit.node)
        yield Change(host.module.path, span, ReplaceExpression(edit.code))


def _added_lines(host: HostMove) -> Change:
    source, (first, *others) = host.module.source, _statements(host.lines.code)
    before, behind = host.lines.before, host.lines.behind
    if behind is not None:
        new = InsertBehind((f"\n{first}", *others))
        return Change(host.module.path, source.span(behind), new)
    assert before is not None
    parted = not others or not source.lines[first_line(host.module, before) - 2].strip()
    statements = (first if parted else f"\n{first}", *others)
    return Change(host.module.path, source.span(before), InsertStatements(statements))


def _statements(code: str) -> tuple[str, ...]:
    """Each statement with the comments above it."""
    lines, start, found = code.splitlines(keepends=True), 0, []
    for node in ast.parse(code).body:
        found.append("".join(lines[start : node.end_lineno]).strip("\n") + "\n")
        start = node.end_lineno or 0
    return tuple(found)
