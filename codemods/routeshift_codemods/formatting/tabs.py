"""Docstrings in files that are indented by tabs."""

from __future__ import annotations

import re
from itertools import pairwise

_MIXED = re.compile(r"(\t+)( +)(?=\S)")
# What Python takes a tab for where it reads docstrings, and what ours are indented by.
_TAB, _OURS = 8, 4


def with_tabs(text: str, before: str) -> str:
    """A new text without the spaces behind tabs that formatters leave in docstrings.

    Args:
        text: The text.
        before: The text that its code comes from: its own lines stay.
    """
    if "\n\t" not in text:
        return text
    return "\n".join(_line(*rows, before) for rows in pairwise(["", *text.split("\n")]))


def _line(above: str, line: str, before: str) -> str:
    found = _MIXED.match(line)
    width = _OURS if above.endswith("Args:") else _TAB
    if found is None or len(found[2]) % width or f"\n{line}\n" in before:
        return line
    return found[1] + "\t" * (len(found[2]) // width) + line[found.end() :]
