"""The ways to be valid that a schema has, and how many are too many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_ALTERNATIVES = 512
"""How many alternatives a schema may unfold into."""

_MAX_IN_CIRCLE = 64
"""How many, for one that combines itself."""

_MAX_PARTS = 10_000
"""How many parts all the alternatives of a schema may have."""


class Undecidable(Exception):  # noqa: N818
    """A schema that has no normal form of bearable size."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to be valid: parts that all hold, none of which combines others.

    Args:
        parts: Adapted schema objects without applicators, each once.
        name: The component that they came from, or "".
        title: Their title, or "".
    """

    parts: tuple[dict[str, Any], ...]
    name: str = ""
    title: str = ""

    @property
    def key(self) -> frozenset[int]:
        """Which parts hold: equal keys are the same alternative."""
        # By identity: parts live as long as their document, and many are large.
        return frozenset(map(id, self.parts))

    def also(self, other: Alternative) -> Alternative:
        """Both hold."""
        # What allows anything adds nothing: so the other keeps its name.
        if not self.parts:
            return other
        # What the other asks for is asked for here already.
        if other.key <= self.key:
            return self
        # Of both together nobody knows the name: neither component stands for it alone.
        parts = {id(part): part for part in (*self.parts, *other.parts)}
        return Alternative(tuple(parts.values()))

    def called(self, name: str, title: str, *, inner: bool) -> Alternative:
        """The same of a component: its name, unless a branch of it has its own."""
        if inner and self.name:
            return self
        return Alternative(self.parts, name or self.name, title or self.title)


def conjoined(left: list[Alternative], right: list[Alternative]) -> list[Alternative]:
    """What is valid in both ways: each alternative of one with each of the other.

    Raises:
        Undecidable: When there would be too many.
    """
    if len(left) == 1 and not left[0].parts:
        return right
    if len(right) == 1 and not right[0].parts:
        return left
    if len(left) * len(right) > _MAX_ALTERNATIVES:
        # Many of them may be the same; but that is too many to look at.
        raise Undecidable(f"a schema unfolds into more than {_MAX_ALTERNATIVES} alternatives")
    found = each_once(one.also(other) for one in left for other in right)
    check_size(found)
    return found


def each_once(alternatives: Iterable[Alternative]) -> list[Alternative]:
    """Alternatives, each of them once, in their order."""
    found: dict[frozenset[int], Alternative] = {}
    for one in alternatives:
        found.setdefault(one.key, one)
    return list(found.values())


def check_size(alternatives: list[Alternative]) -> None:
    """Refuse what nobody could go through.

    Raises:
        Undecidable: When there are too many of them, or they have too many parts.
    """
    if len(alternatives) > _MAX_ALTERNATIVES:
        raise Undecidable(f"a union has more than {_MAX_ALTERNATIVES} branches")
    if sum(len(one.parts) for one in alternatives) > _MAX_PARTS:
        raise Undecidable(f"a schema unfolds into more than {_MAX_PARTS} parts")


def smallest(alternatives: list[Alternative]) -> list[Alternative]:
    """Alternatives without those that ask for the same as another one, and more.

    Raises:
        Undecidable: When there are too many to look at each with each.
    """
    if len(alternatives) > _MAX_IN_CIRCLE:
        raise Undecidable("schemas combine each other in too many ways")
    keys = [one.key for one in alternatives]
    return [one for one in alternatives if not any(key < one.key for key in keys)]
