"""What a side differs from itself in, and what of it is compared all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from routeshift.verify.findings.comparison import ABSENT, Difference, general
from routeshift.verify.findings.counterparts import Counterparts
from routeshift.verify.findings.shapes import fits, is_unique

# How many values of one place are kept to tell what the next may look like.
_SAMPLES = 12
# Where a value that was never seen is another outcome, whatever it looks like.
_OUTCOMES = ("/status", "/failure")


@dataclass(slots=True)
class Noise:
    """The places where the old side differs from itself, and the values that it had there.

    A value that comes and goes is noise only where it came and went on that side. Of a value that
    varies the type and the shape are compared, and which one it is where that is known: two ids
    that stood for one another once do so everywhere.

    Attributes:
        counterparts: What the new side made in place of what the old one made.
        examples: What varied, by operation and place, in the order in which it was learnt.
    """

    counterparts: Counterparts = field(default_factory=Counterparts)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    _places: dict[tuple[str, str], _Values] = field(default_factory=dict)

    def learn(self, operation: str, against_itself: Iterable[Difference]) -> None:
        """Remember where the old side differed from itself."""
        for difference in against_itself:
            key = (operation, place(difference))
            self.examples.setdefault(key, f"{difference.old!r} then {difference.new!r}")
            values = self._places.setdefault(key, _Values())
            values.see(difference.old)
            values.see(difference.new)

    def covers(self, operation: str, difference: Difference) -> bool:
        """Whether a difference between the sides is noise alone; learns what it is made of."""
        old, new = difference.old, difference.new
        if self.counterparts.match(old, new):
            return True
        at = place(difference)
        values = self._places.get((operation, at))
        if values is None:
            return False
        if ABSENT in (old, new):
            return True
        # A status that comes and goes may hide one that never came before.
        if at in _OUTCOMES:
            return new in values.samples
        if not fits([*values.samples, old], new):
            return False
        unique = values.are_unique(old)
        if unique and self.counterparts.contradict(old, new):
            return False
        self.counterparts.add(old, new, unique=unique)
        values.see(old)
        return True


@dataclass(slots=True)
class _Values:
    """What the old side had in one place.

    Attributes:
        samples: Different values, the last ones.
    """

    samples: list[Any] = field(default_factory=list)
    _answered: set[str] = field(default_factory=set)
    _repeated: bool = False

    def see(self, value: Any) -> None:
        """Remember a value."""
        if value is not ABSENT and value not in self.samples:
            self.samples.append(value)
            del self.samples[:-_SAMPLES]

    def are_unique(self, value: Any) -> bool:
        """Whether no value comes twice, after one more answer."""
        # One of a few, as the name of a machine, comes again sooner or later.
        self._repeated = self._repeated or repr(value) in self._answered
        self._answered.add(repr(value))
        if self._repeated:
            return False
        return is_unique([*self.samples, *([] if value in self.samples else [value])])


def place(difference: Difference) -> str:
    """Where a difference is, for noise: a value that comes and goes is a place of its own."""
    flickers = ABSENT in (difference.old, difference.new)
    return general(difference.pointer) + ("?" if flickers else "")
