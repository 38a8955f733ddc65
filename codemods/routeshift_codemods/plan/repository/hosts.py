"""The lines of hosts, as changes of their files."""

from __future__ import annotations

import ast

from routeshift_codemods.edit import Change, InsertStatements, first_line
from routeshift_codemods.resolve import HostMove


def added_lines(host: HostMove) -> Change:
    """The change that puts the lines of a host where they belong.

    Args:
        host: The host.
    """
    source = host.module.source
    first, *others = _statements(host.code)
    parted = not source.lines[first_line(host.module, host.before) - 2].strip()
    statements = (first if parted else f"\n{first}", *others)
    return Change(host.module.path, source.span(host.before), InsertStatements(statements))


def _statements(code: str) -> tuple[str, ...]:
    """Each statement with the comments above it."""
    lines, start, found = code.splitlines(keepends=True), 0, []
    for node in ast.parse(code).body:
        found.append("".join(lines[start : node.end_lineno]).strip("\n") + "\n")
        start = node.end_lineno or 0
    return tuple(found)
