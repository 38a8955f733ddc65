"""Edits of a text by position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace what stands between two positions.

    Attributes:
        start: Where it starts, counted in characters of the text.
        end: Where it ends.
        text: What stands there afterwards.
    """

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """A part of a text with the edits that lie in it; all else stays as it is.

    Args:
        text: The whole text, in which the edits' positions count.
        edits: They do not overlap.
        start: Where the part starts.
        end: Where it ends; None for the end of the text.
    """
    limit = len(text) if end is None else end
    parts: list[str] = []
    at = start
    for edit in sorted(edits):
        if edit.start < start or edit.end > limit:
            continue
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:limit]])
