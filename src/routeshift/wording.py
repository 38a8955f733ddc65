"""Words that reports and the command line share."""

from __future__ import annotations


def plural(count: int, noun: str) -> str:
    """A count and its noun: `1 case`, `2 cases`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def one_line(error: BaseException) -> str:
    """What an error says, on one line and without its full stop, to stand within a sentence."""
    return " ".join(str(error).split()).rstrip(".")
