"""Words that reports and the command line share."""

from __future__ import annotations


def plural(count: int, noun: str) -> str:
    """A count and its noun: `1 case`, `2 cases`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
