"""What is not compared: the places that the user ignores, and noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routeshift.errors import RouteshiftError
from routeshift.verify.findings.comparison import Difference, matches
from routeshift.verify.findings.noise import Noise

ASPECTS = ("failure", "status", "received", "leaked", "headers", "body", "stream", "document")


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
    if pointer.split("/")[1:2] == [] or pointer.split("/")[1] not in ASPECTS:
        raise RouteshiftError(
            f"`{text}` is no place to ignore.",
            hint=f"Write a pointer that starts with one of {', '.join('/' + a for a in ASPECTS)}.",
        )
    return Ignore(pointer, operation or None)


def kept(
    found: Sequence[Difference], operation: str, ignored: Sequence[Ignore], noise: Noise
) -> list[Difference]:
    """The differences that are neither ignored nor noise."""
    return [
        difference
        for difference in found
        if not any(place.covers(operation, difference.pointer) for place in ignored)
        and not noise.covers(operation, difference)
    ]
