"""Differences of many cases, grouped by their cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from routeshift.verify.case import Case
from routeshift.verify.comparison import Difference, general
from routeshift.verify.exchange import Exchange

# The first aspect that differs is the cause; what follows in the others is its effect.
_ORDER = ("document", "failure", "status", "received", "leaked", "headers", "body", "stream")
# More places than this in one case are one cause, at what they have in common.
_PLACES = 5
_OUTCOMES = ("failure", "status")


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes differences one finding.

    Attributes:
        operation: The operation's label.
        pointer: Where, with `*` for the indexes of lists.
        outcome: For a status or a failure: what it became, or what it no longer is.
    """

    operation: str
    pointer: str
    outcome: str = ""


@dataclass(slots=True)
class Finding:
    """One cause, with its smallest request.

    Attributes:
        cause: Operation and pointer.
        case: The smallest request that shows it.
        old: What the old side did with it.
        new: What the new side did with it.
        differences: All differences of that case.
        count: How many cases showed it.
        hint: The rule or the trap that it breaks, when known.
        first: The case as it was found.
    """

    cause: Cause
    case: Case
    old: Exchange
    new: Exchange
    differences: tuple[Difference, ...]
    count: int = 1
    hint: str | None = None
    first: Case | None = None

    @property
    def outcome(self) -> str:
        """For a status or a failure: which became which in the smallest request."""
        if not self.cause.outcome:
            return ""
        return f"{_told(self.shown.old)} → {_told(self.shown.new)}"

    @property
    def shown(self) -> Difference:
        """The difference at the cause's pointer."""
        for difference in self.differences:
            if general(difference.pointer) == self.cause.pointer:
                return difference
        return self.differences[0]


@dataclass(slots=True)
class Findings:
    """Collects findings.

    Attributes:
        by_cause: In the order in which they were found.
    """

    by_cause: dict[Cause, Finding] = field(default_factory=dict)

    def known(self, causes: Sequence[Cause]) -> bool:
        """Whether all of them have been seen, so that another case proves nothing new."""
        return all(cause in self.by_cause for cause in causes)

    def count(self, causes: Sequence[Cause]) -> None:
        """Count one more case of known causes."""
        for cause in causes:
            self.by_cause[cause].count += 1

    def add(self, case: Case, old: Exchange, new: Exchange, found: Sequence[Difference]) -> None:
        """Add a case with its differences."""
        for cause in causes(case.operation, found):
            known = self.by_cause.get(cause)
            if known is not None:
                known.count += 1
            else:
                finding = Finding(cause, case, old, new, tuple(found), first=case)
                self.by_cause[cause] = finding


def causes(operation: str, found: Sequence[Difference]) -> list[Cause]:
    """The causes of one case's differences."""
    if not found:
        return []
    aspect = min((d.aspect for d in found), key=_ORDER.index)
    main = [d for d in found if d.aspect == aspect]
    pointers = list(dict.fromkeys(general(d.pointer) for d in main))
    if len(pointers) > _PLACES:
        pointers = [_common(pointers)]
    outcome = _outcome(main[0].old, main[0].new) if aspect in _OUTCOMES else ""
    return [Cause(operation, pointer, outcome) for pointer in pointers]


def _outcome(old: Any, new: Any) -> str:
    # What breaks everything turns many outcomes into one; what mends it, one into many.
    fine = new is None or (isinstance(new, int) and new < 400)
    return f"{_told(old)} →" if fine else f"→ {_told(new)}"


def _told(value: Any) -> str:
    return "fine" if value is None else str(value).partition(":")[0]


def clusters(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that look alike in several operations, together.

    One lost translation of errors shows in every operation, and is read once.
    """
    found: dict[tuple[str, str, str | None], list[Finding]] = {}
    for finding in findings:
        key = (finding.cause.pointer, finding.cause.outcome, finding.hint)
        found.setdefault(key, []).append(finding)
    return list(found.values())


def _common(pointers: Sequence[str]) -> str:
    parts = [pointer.split("/") for pointer in pointers]
    shared = []
    for column in zip(*parts, strict=False):
        if len(set(column)) > 1:
            break
        shared.append(column[0])
    return "/".join(shared)
