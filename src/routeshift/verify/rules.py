"""What is not compared: ignored pointers, and the noise that a side has against itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from routeshift.errors import RouteshiftError
from routeshift.verify.comparison import ABSENT, Difference, general, matches

_ASPECTS = ("failure", "status", "received", "leaked", "headers", "body", "stream", "document")


@dataclass(frozen=True, slots=True)
class Ignore:
    """A place that is not compared.

    Attributes:
        pointer: A JSON pointer; `*` stands for any one part; everything below it counts.
        operation: The operation's label; None is all of them.
    """

    pointer: str
    operation: str | None = None

    def covers(self, operation: str, pointer: str) -> bool:
        """Whether a difference is at this place."""
        return self.operation in (None, operation) and matches(self.pointer, pointer)


def parse_ignore(text: str) -> Ignore:
    """Read `POINTER` or `METHOD PATH POINTER`.

    Args:
        text: As in `/body/created` or `GET /v1/orders /headers/x-request-id`.

    Raises:
        RouteshiftError: If the pointer does not start with what is compared.
    """
    operation, _, pointer = text.strip().rpartition(" ")
    if pointer.split("/")[1:2] == [] or pointer.split("/")[1] not in _ASPECTS:
        raise RouteshiftError(
            f"`{text}` is no place to ignore.",
            hint=f"Write a pointer that starts with one of {', '.join('/' + a for a in _ASPECTS)}.",
        )
    return Ignore(pointer, operation or None)


@dataclass(slots=True)
class Noise:
    """What differs when one side is asked twice.

    Attributes:
        places: Operation and pointer of every learnt place, in order, with an example.
    """

    places: dict[tuple[str, str], str] = field(default_factory=dict)

    def learn(self, operation: str, against_itself: Iterable[Difference]) -> None:
        """Remember where a side differed from itself."""
        for difference in against_itself:
            key = (operation, place(difference))
            self.places.setdefault(key, f"{difference.old!r} then {difference.new!r}")

    def covers(self, operation: str, difference: Difference) -> bool:
        """Whether a difference between the sides may be noise alone.

        A value that comes and goes between the sides is noise only where it came and went on
        one side too.
        """
        return (operation, place(difference)) in self.places


def place(difference: Difference) -> str:
    """Where a difference is, for noise: a value that comes and goes is a place of its own."""
    flickers = ABSENT in (difference.old, difference.new)
    return general(difference.pointer) + ("?" if flickers else "")


def kept(
    found: Sequence[Difference], operation: str, ignored: Sequence[Ignore], noise: Noise
) -> list[Difference]:
    """The differences that neither a rule nor the noise covers."""
    return [
        difference
        for difference in found
        if not any(rule.covers(operation, difference.pointer) for rule in ignored)
        and not noise.covers(operation, difference)
    ]


def parse_header(text: str) -> tuple[str, str]:
    """Read `Name: value`.

    Raises:
        RouteshiftError: If it is none.
    """
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        # What was given is not said again: it may be a secret.
        raise RouteshiftError("What --header gives is no header.", hint="Write `Name: value`.")
    return name.strip().lower(), value.strip()
