"""Differences of many cases, grouped by their cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from routeshift.verify.cases import Case, Exchange
from routeshift.verify.findings.comparison import ABSENT, Difference, general, matches

# The first aspect that differs is the cause; what follows in the others is its effect.
_ORDER = ("document", "failure", "status", "received", "leaked", "headers", "body", "stream")
# What one answer differs in has one cause, wherever it shows.
_WHOLE = ("body", "stream")
# More places than this in one case are one cause in the other aspects, too.
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


@dataclass(frozen=True, slots=True)
class Group:
    """Differences of one case that have one cause.

    Attributes:
        cause: What they have in common.
        pointers: Where they are, with `*` for the indexes of lists.
        another_model: Whether two successful answers have other fields: all that differs in them
            follows from that.
    """

    cause: Cause
    pointers: frozenset[str]
    another_model: bool = False

    def explains(self, other: Group) -> bool:
        """Whether another group adds nothing to this one."""
        mine, its = self.cause, other.cause
        if (mine.operation, mine.outcome) != (its.operation, its.outcome):
            return False
        if mine.pointer == its.pointer or other.pointers <= self.pointers:
            return True
        return self.another_model and all(matches(mine.pointer, p) for p in other.pointers)


@dataclass(slots=True)
class Discrepancy:
    """One cause, with its smallest request.

    Attributes:
        group: The cause, and where it shows.
        case: The smallest request that shows it.
        old: What the old side did with it.
        new: What the new side did with it.
        differences: All differences of that case.
        count: How many cases showed it.
        hint: The rule or the trap that it breaks, when known.
        first: The case as it was found.
    """

    group: Group
    case: Case
    old: Exchange
    new: Exchange
    differences: tuple[Difference, ...]
    count: int = 1
    hint: str | None = None
    first: Case | None = None

    @property
    def cause(self) -> Cause:
        """Operation and pointer."""
        return self.group.cause

    @property
    def outcome(self) -> str:
        """For a status or a failure: which became which in the smallest request."""
        if not self.cause.outcome:
            return ""
        return f"{_shown(self.shown.old)} → {_shown(self.shown.new)}"

    @property
    def places(self) -> list[Difference]:
        """The differences at the cause's pointer and below it."""
        pointer = self.cause.pointer
        found = [d for d in self.differences if matches(pointer, general(d.pointer))]
        return found or list(self.differences[:1])

    @property
    def shown(self) -> Difference:
        """The difference at the cause's pointer: of several, the parts that differ."""
        places = self.places
        if len(places) == 1 or general(places[0].pointer) == self.cause.pointer:
            return places[0]
        return Difference(self.cause.pointer, _parts(self, "old"), _parts(self, "new"))


@dataclass(slots=True)
class Findings:
    """Collects findings.

    Attributes:
        by_cause: In the order in which they were found.
    """

    by_cause: dict[Cause, Discrepancy] = field(default_factory=dict)

    def known(self, groups: Sequence[Group]) -> bool:
        """Whether all of them have been seen, so that another case proves nothing new."""
        return all(self._of(group) for group in groups)

    def add(self, case: Case, old: Exchange, new: Exchange, found: Sequence[Difference]) -> None:
        """Add a case with its differences; one more of a known cause is counted."""
        for group in groups(case.operation, found):
            known = self._of(group)
            if known is not None:
                known.count += 1
            else:
                count = 1 + self._absorbed(group)
                finding = Discrepancy(group, case, old, new, tuple(found), count, first=case)
                self.by_cause[group.cause] = finding

    def _of(self, group: Group) -> Discrepancy | None:
        exact = self.by_cause.get(group.cause)
        return exact or next(
            (f for f in self.by_cause.values() if f.group.explains(group)),
            None,
        )

    def _absorbed(self, group: Group) -> int:
        """Drop the findings that turn out to be parts of this one; how many cases they had."""
        if not group.another_model:
            return 0
        whole = replace(group, another_model=False)
        parts = [f for f in self.by_cause.values() if whole.explains(f.group)]
        for finding in parts:
            del self.by_cause[finding.cause]
        return sum(finding.count for finding in parts)


def groups(operation: str, found: Sequence[Difference]) -> list[Group]:
    """The differences of one case, those of one cause together."""
    if not found:
        return []
    aspect = min((d.aspect for d in found), key=_ORDER.index)
    main = _causing([d for d in found if d.aspect == aspect])
    pointers = list(dict.fromkeys(general(d.pointer) for d in main))
    outcome = _outcome(main[0].old, main[0].new) if aspect in _OUTCOMES else ""
    if len(pointers) > (1 if aspect in _WHOLE else _PLACES):
        cause = Cause(operation, _common(pointers), outcome)
        return [Group(cause, frozenset(pointers), _other_fields(main))]
    return [Group(Cause(operation, p, outcome), frozenset((p,))) for p in pointers]


def _causing(main: list[Difference]) -> list[Difference]:
    # Another argument has another type: that is no news.
    arguments = [d for d in main if matches("/received/*/arguments", d.pointer)]
    types = [d for d in main if matches("/received/*/types", d.pointer)]
    return [d for d in main if d not in types] if arguments else main


def _other_fields(differences: Sequence[Difference]) -> bool:
    members = (d for d in differences if not d.pointer.rpartition("/")[2].isdigit())
    return any(ABSENT in (d.old, d.new) for d in members)


def _parts(finding: Discrepancy, side: str) -> dict[str, Any]:
    start = len(finding.cause.pointer.split("/"))
    # Of several items of a list the first is shown.
    found = [(d.pointer.split("/")[start:], getattr(d, side)) for d in reversed(finding.places)]
    shown = {"/".join(parts): value for parts, value in found if value is not ABSENT}
    return dict(reversed(shown.items()))


def _outcome(old: Any, new: Any) -> str:
    # What breaks everything turns many outcomes into one; what mends it, one into many.
    fine = new is None or (isinstance(new, int) and new < 400)
    return f"{_shown(old)} →" if fine else f"→ {_shown(new)}"


def _shown(value: Any) -> str:
    return "fine" if value is None else str(value).partition(":")[0]


def clusters(findings: Sequence[Discrepancy]) -> list[list[Discrepancy]]:
    """Findings that look alike in several operations, together.

    One lost translation of errors shows in every operation, and is read once.
    """
    found: dict[tuple[str, str, str | None], list[Discrepancy]] = {}
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
