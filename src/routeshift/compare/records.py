"""What a comparison says: findings, each with its place, its verdict and its proof."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from routeshift.wire import Source

JSON: TypeAlias = Any


class Level(enum.StrEnum):
    """Who can tell: anyone on the wire, users of generated clients, or readers."""

    WIRE = "wire"
    SDK = "sdk"
    DOCS = "docs"

    def includes(self, other: Level) -> bool:
        """Whether a check at this level looks at findings of the other level.

        Args:
            other: The level of a finding.

        Returns:
            True for wire at every level, for docs only at docs.
        """
        order = list(Level)
        return order.index(other) <= order.index(self)


class Verdict(enum.StrEnum):
    """What one place came to.

    EQUIVALENT is proven and only spelled differently, COSMETIC cannot change
    behaviour, COMPATIBLE is a change that old clients survive, BREAKING is one
    that some old client does not, UNDECIDED is neither proven nor refuted.
    """

    EQUIVALENT = "equivalent"
    COSMETIC = "cosmetic"
    COMPATIBLE = "compatible"
    BREAKING = "breaking"
    UNDECIDED = "undecided"


class Direction(enum.StrEnum):
    """Which way the data travels at the place: from the client, or to it."""

    REQUEST = "request"
    RESPONSE = "response"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Declaration:
    """Where one side declares what a finding is about.

    Args:
        side: "old" or "new".
        source: The file and line.
    """

    side: str
    source: Source

    @property
    def place(self) -> str:
        """`file:line`, relative to the working directory for what is below it."""
        file = self.source.file
        here = Path.cwd()
        shown = file.relative_to(here) if file.is_relative_to(here) else file
        return f"{shown}:{self.source.line}"


LARGEST_WITNESS = 100_000
"""The most characters that a counterexample has, as JSON."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A payload that shows a break, of at most `LARGEST_WITNESS` characters.

    Args:
        payload: The whole value (the body, or the parameter), as JSON.
        accepted_by: "old" or "new": the side whose schema accepts it.
        refused_by: The other side.
        carrier: What carries it: "request body", "response body", "query parameter"...
        pointer: JSON pointer of the smallest differing place inside the payload.
    """

    payload: JSON
    accepted_by: str
    refused_by: str
    carrier: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """The smallest place that differs.

    Args:
        part: The part of the operation, such as "request body application/json".
        path: The way through the schema, such as "items[].name"; empty at the root.
        component: The component nearest above the difference in the old document, or "".
        inside: The way from that component to the difference.
    """

    part: str
    path: str = ""
    component: str = ""
    inside: str = ""

    def __str__(self) -> str:
        if self.component:
            return ".".join(piece for piece in (self.component, self.inside) if piece)
        return " ".join(piece for piece in (self.part, self.path) if piece)


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, and everything that it reaches.

    Args:
        rule: The stable id of the rule, documented under docs/compare.
        level: Who can tell.
        verdict: What it came to.
        message: One sentence.
        place: The smallest place that differs, in the first operation that it reaches.
        operations: "METHOD /path" of all the operations it reaches, sorted.
        direction: Which way the data travels at the place.
        old: The old side at the place: a schema or a value, None when there is none.
        new: The new side at the place.
        witness: The payload that shows it, for a break found in a schema.
        noise: The name of the generator noise that this is ("renamed component"), or "".
        sources: Where that is declared, the old side first; none for a side that is no TARGET.
        accepted: The reason by which an accept entry covers it, or "".
    """

    rule: str
    level: Level
    verdict: Verdict
    message: str
    place: Location
    operations: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    old: JSON = None
    new: JSON = None
    witness: Witness | None = None
    noise: str = ""
    sources: tuple[Declaration, ...] = ()
    accepted: str = ""

    def nearest(self) -> tuple[Declaration, ...]:
        """The first declaration of each side: the field's, else its model's or operation's."""
        firsts = {one.side: one for one in reversed(self.sources)}
        return tuple(firsts[side] for side in ("old", "new") if side in firsts)

    def current(self) -> tuple[Source, ...]:
        """Where it is declared now: in the new side, or in the old one when it is gone there."""
        now = tuple(one.source for one in self.sources if one.side == "new")
        return now or tuple(one.source for one in self.sources)

    def fails(self, level: Level, *, strict: bool = False) -> bool:
        """Whether this finding fails a check at a level.

        Args:
            level: The level of the check.
            strict: Whether compatible changes fail too.

        Returns:
            False for anything equivalent, noise that is named, or accepted.
        """
        if self.accepted or not level.includes(self.level):
            return False
        if self.verdict is Verdict.COMPATIBLE:
            return strict
        if self.verdict is Verdict.COSMETIC:
            return self.level is not Level.WIRE
        return self.verdict is not Verdict.EQUIVALENT


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer of `compare`.

    Args:
        findings: Sorted: breaks first, then by level, rule and place.
        operations: How many operations were matched.
        old_title: The title of the old document, for reports.
        new_title: The title of the new document.
    """

    findings: tuple[Finding, ...]
    operations: int = 0
    old_title: str = ""
    new_title: str = ""

    def at(self, level: Level | str, *, strict: bool = False) -> tuple[Finding, ...]:
        """The findings that fail a check at a level.

        Args:
            level: "wire", "sdk" (wire and the names of generated clients) or "docs" (everything).
            strict: Whether compatible changes fail too.

        Returns:
            Findings in the order of the comparison; empty when the contract is preserved.
        """
        wanted = Level(level)
        return tuple(found for found in self.findings if found.fails(wanted, strict=strict))

    def preserved(self, level: Level | str = Level.WIRE, *, strict: bool = False) -> bool:
        """Whether no client can tell, at a level.

        Args:
            level: As for `at`.
            strict: As for `at`.

        Returns:
            True when nothing fails at the level.
        """
        return not self.at(level, strict=strict)
