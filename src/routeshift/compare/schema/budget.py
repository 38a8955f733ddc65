"""The budget of a search: how many pairs of schemas it may look at."""

from __future__ import annotations


class BudgetError(Exception):
    """An operation took more steps than it may."""


STEPS_PER_OPERATION = 100_000
"""How many pairs of schemas one operation may look at before it counts as undecided."""

STEPS = 2_000_000
"""How many all the operations may look at together."""


class Budget:
    """How many pairs of schemas may still be looked at: by one operation, and by all."""

    def __init__(self) -> None:
        self._all = STEPS
        self._granted = self._left = STEPS_PER_OPERATION

    def renew(self) -> None:
        """Give the next operation its steps, as far as there are any."""
        # Only what was spent is taken from all, so that small operations leave theirs to others.
        self._all -= self._granted - self._left
        self._granted = self._left = min(STEPS_PER_OPERATION, self._all)

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Args:
            steps: How many; what takes longer than to look at a pair takes several.

        Raises:
            BudgetError: When none is left.
        """
        self._left -= steps
        if self._left < 0:
            raise BudgetError
