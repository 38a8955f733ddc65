"""How much of a report is shown: whoever made the input does not decide how long it gets."""

from __future__ import annotations

MOST_SHOWN = 2_000
"""The most findings in a format that people read."""

LONGEST_TEXT = 1_000
"""The most characters of a sentence or a value on one line."""

LARGEST_PAGE = 8_000_000
"""The most characters that the findings of a page have together."""

LONGEST_LISTING = 100_000
"""The most characters of what is kept as it is."""


def cut(text: str, longest: int = LONGEST_TEXT) -> str:
    """Text as it is, or its beginning when it is too long to be read."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}… (cut: it has {len(text)} characters)"


def left_out(count: int, shown: int = MOST_SHOWN) -> str:
    """A sentence that says how many of the findings are not shown; "" when all are."""
    left = count - shown
    noun = "finding does" if left == 1 else "findings do"
    return f"{left} more {noun} not fit in here; the JSON form has all." if left > 0 else ""
