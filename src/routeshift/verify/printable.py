"""Text that terminals and pages show, and do not obey."""

from __future__ import annotations

import re

# Controls but for tab and line feed, directions, invisible marks, and halves of characters.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def plain(text: str) -> str:
    """Text with escapes for what a terminal or a page would obey."""
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], text)


def is_plain(text: str) -> bool:
    """Whether text holds nothing that a terminal or a page would obey."""
    return _OBEYED.search(text) is None
