"""Strings that match a regular expression."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from routeshift.engines import written_out

# The standard library's own parser of patterns, which type checkers do not all know.
codes: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

_REPEATS = 3
# No text is made of a pattern that asks for more.
_LONGEST = 10_000
_WORD = "abcdefghijklmnopqrstuvwxyz0123456789_"
_CATEGORIES = {
    codes.CATEGORY_DIGIT: "0123456789",
    codes.CATEGORY_WORD: _WORD,
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_DIGIT: "abc",
    codes.CATEGORY_NOT_WORD: "-. ",
    codes.CATEGORY_NOT_SPACE: _WORD,
}


def matching(pattern: str, draw: random.Random) -> str | None:
    """A string in which the pattern is found.

    Args:
        pattern: A regular expression; assertions in it are not looked at.
        draw: Where choices come from.

    Returns:
        None for a pattern that Python cannot read, or that asks for too much.
    """
    if written_out(pattern) > _LONGEST:
        return None
    try:
        return _Sample(draw).sequence(parser.parse(pattern, re.NOFLAG))
    except (re.error, RecursionError, OverflowError, IndexError):
        return None


class _Sample:
    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._groups: dict[int, str] = {}

    def sequence(self, parts: Any) -> str:
        return "".join(_MAKERS[op](self, value) for op, value in parts if op in _MAKERS)

    def literal(self, value: int) -> str:
        return chr(value)

    def any(self, _: Any) -> str:
        return self._draw.choice(_WORD)

    def not_literal(self, value: int) -> str:
        return self._draw.choice(_WORD.replace(chr(value), ""))

    def inside(self, value: Any) -> str:
        if value[0][0] is codes.NEGATE:
            refused = "".join(self._choices(item) for item in value[1:])
            return self._draw.choice([c for c in _WORD + "-. " if c not in refused])
        return self._draw.choice("".join(self._choices(item) for item in value))

    def _choices(self, item: Any) -> str:
        op, value = item
        if op is codes.RANGE:
            return "".join(map(chr, range(value[0], min(value[1], value[0] + 128) + 1)))
        return chr(value) if op is codes.LITERAL else _CATEGORIES[value]

    def category(self, value: Any) -> str:
        return self._draw.choice(_CATEGORIES[value])

    def repeat(self, value: Any) -> str:
        least, most, parts = value
        most = min(int(most), least + _REPEATS)
        return "".join(self.sequence(parts) for _ in range(self._draw.randint(least, most)))

    def group(self, value: Any) -> str:
        number, _, _, parts = value
        text = self.sequence(parts)
        self._groups[number] = text
        return text

    def branch(self, value: Any) -> str:
        return self.sequence(self._draw.choice(value[1]))

    def back_reference(self, value: int) -> str:
        return self._groups.get(value, "")


_MAKERS: dict[Any, Callable[[_Sample, Any], str]] = {
    codes.LITERAL: _Sample.literal,
    codes.NOT_LITERAL: _Sample.not_literal,
    codes.ANY: _Sample.any,
    codes.IN: _Sample.inside,
    codes.CATEGORY: _Sample.category,
    codes.MAX_REPEAT: _Sample.repeat,
    codes.MIN_REPEAT: _Sample.repeat,
    codes.POSSESSIVE_REPEAT: _Sample.repeat,
    codes.SUBPATTERN: _Sample.group,
    codes.ATOMIC_GROUP: lambda sample, parts: sample.sequence(parts),
    codes.BRANCH: _Sample.branch,
    codes.GROUPREF: _Sample.back_reference,
}
