"""The decisions that are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from routeshift_codemods.resolve import Decision, Diagnostic


@dataclass(frozen=True, slots=True)
class Undecided:
    """What is to be decided.

    Attributes:
        decisions: One for each setting of each operation.
        begun: The operations that the project has a table of already.
    """

    decisions: tuple[Decision, ...] = ()
    begun: frozenset[str] = frozenset()

    @property
    def unchanging(self) -> tuple[Decision, ...]:
        """Those with an answer with which clients see what they have seen."""
        return tuple(d for d in self.decisions if d.unchanged is not None)

    def as_toml(self) -> str:
        """A table for each operation, to paste below what the project's file has.

        What changes what clients see stands in a comment: only a person may choose it. So does
        what belongs in a table that is there already.
        """
        # tomlkit is imported where there is something to write.
        from routeshift_codemods.plan.decisions.tables import pasted

        return pasted(self.decisions, self.begun)


def undecided(diagnostics: Iterable[Diagnostic], begun: Iterable[str]) -> Undecided:
    """What diagnostics leave to decide, each decision once.

    Args:
        diagnostics: The diagnostics of a run.
        begun: The operations that the project has a table of already.
    """
    found = dict.fromkeys(one.decision for one in diagnostics if one.decision is not None)
    return Undecided(tuple(found), frozenset(begun))
