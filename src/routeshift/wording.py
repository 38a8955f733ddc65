"""Words that reports and the command line share."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


def plural(count: int, noun: str) -> str:
    """A count and its noun: `1 case`, `2 cases`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def some_of(words: Sequence[str], most: int) -> str:
    """The first of some words, and how many more there are, where these are more than one.

    >>> some_of(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    rest = len(words) - most
    shown = ", ".join(words if rest <= 1 else words[:most])
    return f"{shown}{f' and {rest} more' if rest > 1 else ''}"


def one_line(error: BaseException) -> str:
    """What an error says, on one line and without its full stop, to stand within a sentence."""
    return " ".join(str(error).split()).rstrip(".")


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about a word that is not known: the nearest of those that are, or something else.

    Args:
        word: The word.
        known: Those that are known.
        otherwise: What to do where none is near.

    >>> meant("ordrs", ["orders", "catalog"], "Give another.")
    'Did you mean orders?'
    """
    spelled = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), spelled, 3)
    return f"Did you mean {' or '.join(spelled[name] for name in near)}?" if near else otherwise
