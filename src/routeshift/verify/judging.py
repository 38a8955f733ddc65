"""What of the differences between two exchanges is a finding, and what a side does by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from routeshift.verify.cases import Case, Exchange
from routeshift.verify.findings import (
    Counterparts,
    Difference,
    Findings,
    Noise,
    differences,
    fits,
    groups,
    is_clock,
    is_time,
    is_unique,
    kept,
    place,
)
from routeshift.verify.settings import Settings
from routeshift.verify.sides import Side, Starts, both

Pair = tuple[Exchange, Exchange]
"""What the old side and the new one did with one case."""

# Clocks that tell seconds differ by now, when they made a difference at all.
_TICK = 1.1
# How far the clock of another machine may be off.
_SKEW = 60.0


class Judge:
    """Compares what two sides did, and asks them again where they differ.

    Args:
        old: The old side.
        new: The new side.
        settings: What is not compared.

    Attributes:
        findings: What was found.
        noise: What the old side differs from itself in.
    """

    def __init__(self, old: Side, new: Side, settings: Settings) -> None:
        self.findings = Findings()
        self.noise = Noise()
        self._old, self._new = old, new
        self._ignore = settings.ignore
        self._received = old.records and new.records
        self._starts = Starts(old, new)
        self._since = time.time() - _SKEW

    async def judge(self, case: Case, pair: Pair) -> None:
        """Add what differs to the findings, each step before the case on its own."""
        for step, earlier in _steps(case, pair):
            await self._judge(step, earlier)
        await self._judge(case, pair)

    async def close(self) -> None:
        """Let go of what was started to ask it."""
        await self._starts.close()

    async def ask(self, case: Case) -> Pair:
        """Ask both sides one case."""
        (pair,) = await both(self._old, self._new, [case])
        return pair

    def differences(self, case: Case, pair: Pair) -> list[Difference]:
        """What differs and is neither ignored nor noise; learns what the sides made."""
        for step, earlier in _steps(case, pair):
            self._differences(step, earlier)
        return self._differences(case, pair)

    def kept(self, case: Case, found: Sequence[Difference]) -> list[Difference]:
        """The differences that neither a rule nor the noise covers."""
        return kept(found, case.operation, self._ignore, self.noise)

    def _differences(self, case: Case, pair: Pair) -> list[Difference]:
        old, new = pair
        if old == new:
            return []
        # Ids first: what the new side calls its own is compared under the old side's names.
        found = differences(old, self.noise.counterparts.renamed(new), received=self._received)
        return self.kept(case, found)

    async def _judge(self, case: Case, pair: Pair) -> None:
        found = self._differences(case, pair)
        if not found:
            return
        # Each kind of difference is looked into once: asking again is what takes the time.
        if not self.findings.known(groups(case.operation, found)):
            found = await self._without_noise(case, pair, found)
        self.findings.add(case, *pair, found)

    async def _without_noise(
        self, case: Case, pair: Pair, found: Sequence[Difference]
    ) -> list[Difference]:
        """Ask again, learn what varies by itself, and what is left of the differences."""
        # Both are asked equally often, so that sides with a memory keep in step. The first
        # answer is left out: creating something differs from creating it again.
        asked = [await self.ask(case), await self.ask(case)]
        varying = self._learn(case, found, asked)
        again = {d.pointer for d in self._differences(case, asked[0])}
        # One more look: two answers may be alike by chance, or because a clock has not ticked yet.
        if varying.one_sided or any(d.pointer not in again for d in self.kept(case, found)):
            await asyncio.sleep(_TICK)
            asked.append(await self.ask(case))
            varying = self._learn(case, found, asked)
        # An id that is made at the start is the same in each answer, and another after a start.
        suspects = [d for d in self.kept(case, found) if is_unique([d.old, d.new])]
        if suspects:
            self._learn(case, suspects, await self._starts.ask(case))
        # What the sides made meanwhile shows later, in lists.
        for later in asked:
            self.differences(case, later)
        return [
            difference
            for difference in self._differences(case, pair)
            if place(difference) in varying.somewhere or not self._is_made_time(case, difference)
        ]

    def _learn(self, case: Case, found: Sequence[Difference], asked: Sequence[Pair]) -> Varying:
        places = {place(difference) for difference in found}
        varying = Varying()
        for before, after in pairwise(asked):
            for side, one, other in zip((varying.old, varying.new), before, after, strict=True):
                names = _names(one, other)
                for own in differences(one, names.renamed(other)):
                    if place(own) in places and not names.match(own.old, own.new):
                        side.append(own)
        self.noise.learn(case.operation, varying.noise())
        return varying

    def _is_made_time(self, case: Case, difference: Difference) -> bool:
        """Whether each side tells in its own time when it made something, which it has kept."""
        old, new = difference.old, difference.new
        until = time.time() + _SKEW
        if not all(is_clock(value, self._since, until) for value in (old, new)):
            return False
        # Two clocks are the same thing told twice only when they are spelled alike.
        if not fits([old], new):
            return False
        self.noise.learn(case.operation, [difference])
        self.noise.counterparts.add(old, new, unique=False)
        return True


@dataclass(slots=True)
class Varying:
    """Where each side differed from itself, of the places where the sides differed.

    Attributes:
        old: The old side's differences from itself.
        new: The new side's.
    """

    old: list[Difference] = field(default_factory=list)
    new: list[Difference] = field(default_factory=list)

    @property
    def of_new(self) -> set[str]:
        """Where the new side varies."""
        return set(map(place, self.new))

    @property
    def somewhere(self) -> set[str]:
        """Where either side varies."""
        return self.of_new | set(map(place, self.old))

    @property
    def one_sided(self) -> bool:
        """Whether one side varies where the other does not."""
        return set(map(place, self.old)) != self.of_new

    def noise(self) -> list[Difference]:
        """What the old side does by itself, and the new one too where chance cannot be why not."""
        return [d for d in self.old if place(d) in self.of_new or not _must_vary(d)]


def _must_vary(difference: Difference) -> bool:
    values = [difference.old, difference.new]
    return is_unique(values) or all(map(is_time, values))


def _names(one: Exchange, other: Exchange) -> Counterparts:
    """What one side made for a case, and what it made for the same case another time."""
    names = Counterparts()
    for mine, later in zip(one.earlier, other.earlier, strict=False):
        for own in differences(mine, names.renamed(later)):
            names.add(own.old, own.new, unique=is_unique([own.old, own.new]))
    return names


def _steps(case: Case, pair: Pair) -> Iterator[tuple[Case, Pair]]:
    """The steps before a case, each as a case of its own."""
    for index, earlier in enumerate(zip(pair[0].earlier, pair[1].earlier, strict=False)):
        yield replace(case.before[index], before=case.before[:index]), earlier
