"""The maker of values: it goes down an annotation, and ends where there is no end."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, get_origin

from pydantic import TypeAdapter, ValidationError

from routeshift.errors import RouteshiftError
from routeshift.stubs.scalars import Constraints

# Below this depth optional things are left out, so that recursive models end.
_DEEP = 4
# No value has more parts.
_PARTS = 50_000
TRIES = 12
"""How often a value is made anew when a validator refuses it."""

# What a type of somebody's own may accept, simplest first.
_CANDIDATES: tuple[Any, ...] = ("value", 1, 1.5, True, {}, [], None, b"value")


class StubError(RouteshiftError):
    """No valid value of a type can be made."""


class ValueMaker:
    """Makes values.

    Args:
        draw: Where all choices come from.
        rows: What makes a value of which annotations, for the parts of a value, too; the first
            that applies does.
    """

    # The rows are given, for each of them calls the maker: a module of one could not import both.
    def __init__(self, draw: random.Random, rows: Sequence[Row]) -> None:
        self.draw = draw
        self._rows = rows
        self._depth = 0
        self._left = _PARTS

    @property
    def deep(self) -> bool:
        """Whether optional things are to be left out."""
        return self._depth >= _DEEP

    def make(
        self, annotation: Any, name: str = "value", constraints: Constraints | None = None
    ) -> Any:
        """A value.

        Args:
            annotation: Its type.
            name: What strings are called after.
            constraints: Constraints from around the annotation.
        """
        # For each value anew, not for each maker: it makes several answers.
        self._left = _PARTS if self._depth == 0 else self._left - 1
        if self._left < 0:
            raise StubError(f"No value of {annotation} is made: it has more than {_PARTS} parts.")
        if self._depth > 4 * _DEEP:
            raise StubError(f"No value of {annotation} ends: it always contains another one.")
        for applies, make in self._rows:
            if applies(annotation, get_origin(annotation)):
                self._depth += 1
                try:
                    return make(self, annotation, name, constraints or Constraints())
                finally:
                    self._depth -= 1
        # A class with validators of its own, which only trying out tells.
        return self._of_foreign(annotation)

    def _of_foreign(self, annotation: Any) -> Any:
        try:
            adapter: TypeAdapter[Any] = TypeAdapter(annotation)
        except Exception as error:
            raise StubError(f"No value of {annotation} can be made: {one_line(error)}") from error
        for candidate in _CANDIDATES:
            try:
                return adapter.validate_python(candidate)
            except ValidationError:
                continue
        raise StubError(f"No value of {annotation} was found.")


def one_line(error: Exception) -> str:
    """The text of an error, short, as the end of a sentence."""
    return str(error).replace("\n", " ")[:200] + "."


Row = tuple[Callable[[Any, Any], bool], Callable[[ValueMaker, Any, str, Constraints], Any]]
"""Whether an annotation, with its origin, is of a form; and what makes a value of it."""
