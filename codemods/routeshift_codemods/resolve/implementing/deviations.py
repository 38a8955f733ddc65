"""Where implementations take something else than their Protocol says, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from routeshift_codemods.resolve.implementing.implementations import Served

Outcome = Literal["kept", "open", "documented anew", "lost"]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One parameter that an implementation takes in another way.

    Attributes:
        served: The implementation's method.
        outcome: `kept` when clients see what they saw, and the document says what it said; `open`
            when that holds for this implementation, and others have it otherwise;
            `documented anew` when the document cannot but say what clients see; `lost` when the
            router takes what the Protocol says.
        message: A clause for the user.
        reason: Why it is lost, a clause; empty when other implementations have it otherwise.
    """

    served: Served
    outcome: Outcome
    message: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Deviations:
    """The deviations of one operation, as they are found."""

    found: list[Deviation] = field(default_factory=list)

    def add(self, served: Served, outcome: Outcome, message: str, reason: str = "") -> None:
        """Add one."""
        self.found.append(Deviation(served, outcome, message, reason))
