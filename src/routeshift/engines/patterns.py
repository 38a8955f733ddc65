"""How much a regular expression asks for, before anyone compiles it or makes text for it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

# The standard library's own parser of patterns, which type checkers do not all know.
_codes: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")

_LONGEST = 2_000
"""The longest pattern that is looked into, in characters."""

_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)
_COUNTS = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_WITHOUT_END = 10
"""What a repeat that may go on for ever counts as, beyond its least."""


def written_out(pattern: str) -> int:
    """How many parts a pattern has when its repeats are written out: `(ab){3}` has 6.

    Args:
        pattern: A regular expression, of Python or of ECMAScript.

    Returns:
        A number that is never too small; for what is too long to look into, a large one.
    """
    if len(pattern) > _LONGEST:
        return 10**9
    try:
        return _size(_parser.parse(pattern, re.NOFLAG))
    except (re.error, RecursionError, OverflowError, ValueError):
        return _by_counts(pattern)


def _size(parts: Any) -> int:
    total = 0
    for operation, value in parts:
        if operation in _REPEATS:
            least, most, below = value
            times = least + _WITHOUT_END if most is _codes.MAXREPEAT else int(most)
            total += max(times, 1) * max(_size(below), 1)
        elif operation is _codes.BRANCH:
            total += sum(map(_size, value[1]))
        elif operation is _codes.SUBPATTERN:
            total += _size(value[3])
        elif operation is _codes.ATOMIC_GROUP:
            total += _size(value)
        elif operation in (_codes.ASSERT, _codes.ASSERT_NOT):
            total += _size(value[1])
        else:
            total += 1
    return total


def _by_counts(pattern: str) -> int:
    """The same for a pattern that is none of Python's: as if every repeat held all the others."""
    total = len(pattern)
    for least, most in _COUNTS.findall(pattern):
        # Nine digits are enough to be too much, and `int` of a million digits is slow.
        total *= max(int(least[:9]), int(most[:9] or 0), 1)
        if total > 10**9:
            break
    return total
