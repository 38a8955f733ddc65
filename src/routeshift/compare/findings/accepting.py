"""Accepting a difference on purpose: entries of `[[tool.routeshift.accept]]`."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import Comparison, Finding, Level, Location
from routeshift.compare.rules import NARROWED, RENAMED, RULES
from routeshift.config import project_file, read_table
from routeshift.errors import RouteshiftError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_KEYS = frozenset({"id", "operation", "place", "reason", "expires"})


@dataclass(frozen=True, slots=True)
class Accept:
    """One difference that its owners accept.

    Args:
        id: The rule's id.
        reason: Why it is accepted.
        operation: "METHOD /path", with `*` as a wildcard.
        place: The place as findings print it, with `*` as a wildcard.
        expires: The last day on which it counts, or None.
        file: Where it is written.
    """

    id: str
    reason: str
    operation: str = "*"
    place: str = "*"
    expires: date | None = None
    file: str = ""

    def covers(self, finding: Finding, operation: str) -> bool:
        """Whether it is about a finding, as far as one operation is concerned.

        Args:
            finding: The finding.
            operation: One of its operations, or "" for the whole document.

        Returns:
            True when id, operation and place all fit.
        """
        if self.id != finding.rule:
            return False
        return _fits(operation, self.operation) and _fits(str(finding.place), self.place)

    def __str__(self) -> str:
        return f"{self.id} for {self.operation} at {self.place}"


def _fits(value: str, pattern: str) -> bool:
    """Only `*` is a wildcard: brackets and braces are part of paths and places."""
    return fnmatchcase(value, pattern.replace("[", "[[]").replace("?", "[?]"))


def read_accepts(path: Path) -> list[Accept]:
    """The entries of a TOML file.

    Args:
        path: A pyproject.toml, or a baseline of the same form.

    Returns:
        Its entries in order.

    Raises:
        RouteshiftError: For a file that cannot be read, or an entry that is not complete.
    """
    entries = read_table(path).get("accept", [])
    if not isinstance(entries, list):
        raise RouteshiftError("`accept` is not a list of tables.", file=path, hint=_EXAMPLE)
    return [_entry(entry, path) for entry in entries]


def project_accepts(folder: Path) -> list[Accept]:
    """The entries of the project that a folder belongs to; none without a pyproject.toml.

    Args:
        folder: The folder.

    Raises:
        RouteshiftError: As `read_accepts` does.
    """
    file = project_file(folder)
    return [] if file is None else read_accepts(file)


_EXAMPLE = "Write [[tool.routeshift.accept]] with id, operation, place, reason and expires."


def _entry(entry: Any, path: Path) -> Accept:
    problem, hint = _problem(entry)
    if problem:
        line = _line(path, entry.get("id")) if isinstance(entry, dict) else None
        raise RouteshiftError(problem, file=path, line=line, hint=hint)
    rule = entry["id"]
    return Accept(
        rule,
        str(entry["reason"]),
        str(entry.get("operation", "*")),
        str(entry.get("place", "*")),
        _expiry(entry.get("expires"), rule, path),
        str(path),
    )


def _line(path: Path, rule: Any) -> int | None:
    """The first line that gives an entry its id, if it is an id of earlier versions."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1) if str(rule) in RENAMED else ()
    return next((number for number, text in lines if rule in re.split("[\"']", text)), None)


def _problem(entry: Any) -> tuple[str, str]:
    """What is wrong with an entry, and what to do; "" for nothing."""
    if not isinstance(entry, dict):
        return "An accept entry is not a table.", _EXAMPLE
    rule = entry.get("id")
    if isinstance(rule, str) and rule in RENAMED:
        return f"The rule {rule!r} is called {RENAMED[rule]!r} now.", "Write the new id."
    if not isinstance(rule, str) or rule not in RULES:
        hint = "Copy the id from the finding that it is to accept."
        return f"An accept entry has the id {rule!r}, which is no rule.", hint
    if not str(entry.get("reason") or "").strip():
        return f"The accept entry for {rule!r} has no reason.", "Say why."
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        return f"The accept entry for {rule!r} has the unknown key {unknown[0]!r}.", _EXAMPLE
    return "", ""


def _expiry(value: Any, rule: str, path: Path) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise RouteshiftError(
            f"The accept entry for {rule!r} expires on {value!r}, which is no date.",
            file=path,
            hint="Write expires = 2030-01-31.",
        ) from None


def apply_accepts(result: Comparison, accepts: Iterable[Accept], today: date) -> Comparison:
    """Mark what is accepted, and report entries that are stale or expired.

    Args:
        result: The comparison.
        accepts: The entries.
        today: The day that decides what has expired.

    Returns:
        The comparison with accepted findings marked. A finding of which only some
        operations are accepted becomes two.
    """
    entries = list(accepts)
    # On its last day an entry still counts.
    live = [entry for entry in entries if entry.expires is None or entry.expires >= today]
    used: set[int] = set()
    found = [part for finding in result.findings for part in _split(finding, live, used)]
    for entry in entries:
        if entry not in live:
            found.append(_about(entry, "accept-expired", f"expired on {entry.expires}"))
        elif id(entry) not in used:
            clause = "covers nothing any more" + _new_id(entry, result.findings)
            found.append(_about(entry, "accept-stale", clause))
    return dataclasses.replace(result, findings=tuple(found))


def _new_id(entry: Accept, findings: Iterable[Finding]) -> str:
    """The new id of an entry that was written when its id said more."""
    for rule in NARROWED.get(entry.id, ()):
        other = dataclasses.replace(entry, id=rule)
        if any(other.covers(one, op) for one in findings for op in one.operations or ("",)):
            return f": what it is about has the id {rule!r} now"
    return ""


def _split(finding: Finding, entries: list[Accept], used: set[int]) -> Iterator[Finding]:
    reasons: dict[str, list[str]] = {}
    for operation in finding.operations or ("",):
        entry = next((one for one in entries if one.covers(finding, operation)), None)
        if entry is not None:
            used.add(id(entry))
        reasons.setdefault(entry.reason if entry else "", []).append(operation)
    # An entry may be about some of the operations that
    # a finding reaches: what it leaves out still fails.
    for reason, operations in reasons.items():
        left = tuple(operation for operation in operations if operation)
        yield dataclasses.replace(finding, operations=left, accepted=reason)


def _about(entry: Accept, rule: str, clause: str) -> Finding:
    row = RULES[rule]
    return Finding(
        rule,
        row.level,
        row.verdict,
        f"the accept entry {entry} {clause}",
        Location(entry.file or "tool.routeshift.accept"),
    )


def baseline(result: Comparison, level: Level | str, today: date) -> str:
    """Accept entries for everything that fails now.

    Args:
        result: The comparison.
        level: The level that decides what fails.
        today: The day that the reasons name.

    Returns:
        TOML to append to a pyproject.toml, one entry for each finding and operation.
    """
    return "".join(
        _rendered(finding, operation, today)
        for finding in result.at(level)
        for operation in finding.operations or ("",)
    )


def _rendered(finding: Finding, operation: str, today: date) -> str:
    rows = {
        "id": finding.rule,
        "operation": operation or "*",
        "place": str(finding.place),
        "reason": f"Known on {today}: {finding.message}",
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in rows.items()]
    return "\n".join(["[[tool.routeshift.accept]]", *lines, "", ""])
