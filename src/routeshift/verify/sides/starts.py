"""Fresh starts of both sides: what two of them differ in, a side makes when it starts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from routeshift.errors import RouteshiftError
from routeshift.verify.cases import Case, Exchange
from routeshift.verify.sides.side import Side, both

# Two starts differ in what is made at a start; both
# are other than the first, which has a memory by now.
_OFTEN = 2


class Starts:
    """Two more of each side, which are started when they are first asked.

    They share no memory with the sides that are compared, and are all asked the same.

    Args:
        old: The old side.
        new: The new side.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self._sides = (old, new)
        self._pairs: list[tuple[Side, Side]] | None = None
        self._opened: list[Side] = []

    async def ask(self, case: Case) -> list[tuple[Exchange, Exchange]]:
        """What both sides do with a case after each start; nothing where one starts only once.

        Args:
            case: The case, with the steps before it.
        """
        if self._pairs is None:
            self._pairs = await self._started()
        answers = await asyncio.gather(*(both(*pair, [case]) for pair in self._pairs))
        return [answer for (answer,) in answers]

    async def close(self) -> None:
        """End what was started."""
        for side in self._opened:
            await side.close()

    async def _started(self) -> list[tuple[Side, Side]]:
        try:
            for _ in range(_OFTEN):
                for side in self._sides:
                    again = await side.again()
                    if again is None:
                        return []
                    self._opened.append(again)
        except RouteshiftError:
            # It did start once: what it makes then is not known.
            return []
        return list(_paired(self._opened))


def _paired(sides: Sequence[Side]) -> zip[tuple[Side, Side]]:
    return zip(sides[::2], sides[1::2], strict=True)
