"""Where hosts have to change: not at each function that a list of operations goes through.

A reader gives on what it reads. Where its own lines give on both kinds, nobody who goes by it has
anything to do; else those at the end have, and nobody goes by the reader any more.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.resolve.hosts.records import Owner, Replacement, Use

Uses = Sequence[tuple[Use, ast.stmt | None]]
_Place = tuple[Module, Owner | None]


@dataclass(frozen=True, slots=True)
class End:
    """A place where a host has to change.

    Attributes:
        use: The first place in a definition that depends on the metadata.
        lines: What is to be written there, where that is known.
        others: The names of definitions that then need no lines of their own.
    """

    use: Use
    lines: Replacement | None
    others: tuple[str, ...]


def ends_of(
    uses: Uses, settled: Collection[Use], replaced: Callable[[Use], Replacement | None]
) -> list[End]:
    """The places where hosts have to change.

    Args:
        uses: The places that depend on the metadata, each with the function that it calls for it.
        settled: Those of them that find both kinds already.
        replaced: What is to be written at a place.
    """
    return list(_Places(uses, settled, replaced).ends())


class _Places:
    """Definitions with places that depend on the metadata, and who takes what from whom."""

    def __init__(
        self, uses: Uses, settled: Collection[Use], replaced: Callable[[Use], Replacement | None]
    ) -> None:
        givers = {use.function: _place(use) for use, _ in uses if use.function is not None}
        self._uses: dict[_Place, list[Use]] = {}
        self._of: dict[_Place, set[_Place | None]] = {}
        for use, given in uses:
            place = _place(use)
            self._of.setdefault(place, set()).add(None if given is None else givers[given])
            if use not in settled:
                self._uses.setdefault(place, []).append(use)
        self._replaced = replaced
        self._read = {use for use, given in uses if given is None}
        self._lines = {
            place: next(filter(None, map(replaced, found)), None)
            for place, found in self._uses.items()
        }

    def ends(self) -> Iterator[End]:
        """Where something has to be written, in the order in which it was found."""
        first = {place for place in self._lines if self._changes_itself(place)}
        behind = self._behind(first)
        left = [place for place in self._lines if place not in behind]
        last = {p for p in left if p in first or not self._takers(p) & {*left}}
        # Functions that only call each other lead nowhere: all of them are told.
        last |= {place for place in left if not self._reached(place) & last}
        for place in self._lines:
            if place in last:
                others = {o for o in self._lines if o not in last and self._meet(o, place)}
                first_use = self._uses[place][0]
                yield End(first_use, self._lines[place], _names(others))
                yield from self._inner(place, first_use)

    def _inner(self, place: _Place, told: Use) -> Iterator[End]:
        """The definitions inside of one that read the metadata too, each with lines of its own.

        A person sees how they fit in: beside lines for the first they are not tried.
        """
        known = {told.owners}
        for use in self._uses[place]:
            if use in self._read and use.owners not in known:
                known.add(use.owners)
                lines = self._replaced(use)
                yield End(use, lines and replace(lines, before=None, behind=None), ())

    def _changes_itself(self, place: _Place) -> bool:
        """Whether its own lines are what helps those who go by it."""
        lines = self._lines[place]
        # Who puts a middleware in front of its routes has not looked up what that has.
        return lines is not None and (
            lines.looks_up
            or not any(
                taker not in self._lines or None in self._of[taker] or self._lines[taker]
                for taker in self._takers(place)
            )
        )

    def _behind(self, first: Collection[_Place]) -> set[_Place]:
        """Those who go by nothing but what has lines of its own."""
        found: set[_Place | None] = set()
        while True:
            known = found | {*first}
            more = {p for p in self._lines if p not in known and self._of[p] <= known}
            if not more:
                return {place for place in found if place is not None}
            found |= more

    def _takers(self, place: _Place) -> set[_Place]:
        return {taker for taker, of in self._of.items() if place in of and taker != place}

    def _reached(self, place: _Place) -> set[_Place]:
        """Those who go by it, and whoever goes by these; it is one of them."""
        found, waiting = {place}, [place]
        for one in waiting:
            more = self._takers(one) - found
            found |= more
            waiting += more
        return found

    def _meet(self, one: _Place, other: _Place) -> bool:
        return other in self._reached(one) or one in self._reached(other)


def _place(use: Use) -> _Place:
    """The outermost function around a place, or what else is."""
    functions = (owner for owner in use.owners if isinstance(owner, FunctionNode))
    return use.module, next(functions, next(iter(use.owners), None))


def _names(places: Collection[_Place]) -> tuple[str, ...]:
    return tuple(sorted(owner.name for _, owner in places if owner is not None))
