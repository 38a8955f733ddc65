"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass

from routeshift.compare.records import Direction, Level, Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding.

    Args:
        id: The stable id: what happened.
        about: The page under docs/compare on which it stands.
        direction: Which way the data travels that it is about.
        level: Who can tell.
        verdict: What it comes to. A break in a schema that no payload shows is undecided.
        sentence: What it says, without the particulars.
        why: What that means for clients, and what to do.
        example: A change that it is reported for.
        reverse: What it comes to where the data travels the other way, as in a webhook; None
            where that is the same.
    """

    id: str
    about: str
    direction: Direction
    level: Level
    verdict: Verdict
    sentence: str
    why: str
    example: str
    reverse: Verdict | None = None

    @property
    def url(self) -> str:
        """The page with the rule's anchor, relative to the documentation's root."""
        return f"docs/compare/{self.about}.md#{self.id}"

    def at(self, direction: Direction) -> Verdict:
        """What it comes to.

        Args:
            direction: Which way the data travels at a place.

        Returns:
            The verdict there.
        """
        turned = self.reverse is not None and direction is not self.direction
        return self.reverse or self.verdict if turned else self.verdict


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A row about schemas, of which each family of places has a rule.

    Args:
        id: The id without its family.
        request: What it comes to where the server reads; None where it cannot be seen.
        response: What it comes to where clients read; None where it cannot be seen.
        sentence: What it says, with `{of}` for the family's words.
        why: What that means for clients, and what to do.
        example: A change that it is reported for.
    """

    id: str
    request: Verdict | None
    response: Verdict | None
    sentence: str
    why: str
    example: str
