"""What a type checker is asked, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file, as the Language Server Protocol counts.

    Attributes:
        file: The file.
        line: Its line, from 0.
        character: Its column, from 0, in units of UTF-16.
    """

    file: PurePath
    line: int
    character: int


@dataclass(frozen=True, slots=True)
class Question:
    """An expression whose type is asked for.

    Attributes:
        at: Its last character.
        text: The text of its file.
    """

    at: Position
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """The type of an expression, as a checker tells it.

    Attributes:
        shown: The type as it would be shown to a person.
        classes: Where it says that the classes of the type are defined, as far as that is in the
            files that it was given; None for one that is elsewhere.
    """

    shown: str
    classes: tuple[Position | None, ...]
