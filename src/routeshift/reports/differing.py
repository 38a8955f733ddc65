"""Two sides beside each other as HTML, with the lines that differ marked."""

from __future__ import annotations

import difflib
from collections.abc import Set as AbstractSet

from routeshift.printable import html_text
from routeshift.reports.bounds import LONGEST_LISTING, cut
from routeshift.reports.model import Sides

# Matching takes quadratic time, and nobody reads further.
_MOST_LINES = 400


def sides(part: Sides) -> str:
    """The two sides, old before new."""
    old, new = _lines(part.old), _lines(part.new)
    kept_old: set[int] = set()
    kept_new: set[int] = set()
    # Without its guess that frequent lines say nothing: in JSON braces are most of the lines.
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for left, right, size in matcher.get_matching_blocks():
        kept_old |= set(range(left, left + size))
        kept_new |= set(range(right, right + size))
    return (
        '<div class="sides">'
        f'<div class="old"><p>old</p>{_pre(old, kept_old)}</div>'
        f'<div class="new"><p>new</p>{_pre(new, kept_new)}</div></div>'
    )


def _lines(text: str | None) -> list[str]:
    if text is None:
        return []
    lines = cut(text, LONGEST_LISTING).split("\n")
    shown = [cut(line) for line in lines[:_MOST_LINES]]
    return shown if len(lines) <= _MOST_LINES else [*shown, "…"]


def _pre(lines: list[str], same: AbstractSet[int]) -> str:
    if not lines:
        return '<pre class="none">nothing</pre>'
    spans = (
        f"<span>{html_text(line)}</span>"
        if number in same
        else f'<span class="changed">{html_text(line)}</span>'
        for number, line in enumerate(lines)
    )
    return f"<pre>{''.join(spans)}</pre>"
