"""The sections of a docstring that list parameters, as Google and NumPy write them.

No document has what they say: legacy servers read `:param x:` alone (rule D2).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_TITLE = re.compile(r"\s*((Keyword )?Arg(ument)?s|(Other )?Param(eter)?s)(?P<colon>:?)\s*$")
_RULE = re.compile(r"\s*-{3,}\s*$")
# `limit (int, optional): How many.`
_GOOGLE = re.compile(r"\s*(?P<names>\*{0,2}\w+)\s*(\(.*?\))?\s*:")
# `x, y : float`
_NUMPY = re.compile(r"\s*(?P<names>\*{0,2}\w+(\s*,\s*\*{0,2}\w+)*)\s*(:.*)?$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a section says of one parameter, or of several; names are none where it is no entry."""

    names: frozenset[str]
    lines: range


def in_sections(lines: list[str], names: Collection[str]) -> Iterator[range]:
    """The lines that say something of some parameters; with the title, where that is all there is.

    Args:
        lines: The docstring, with its indentation.
        names: The parameters.
    """
    for at, line in enumerate(lines):
        title = _TITLE.match(line)
        ruled = at + 1 < len(lines) and bool(_RULE.match(lines[at + 1]))
        if not title or ruled == bool(title["colon"]):
            continue
        entries = list(_entries(lines, at + 1 + ruled, _NUMPY if ruled else _GOOGLE))
        # NumPy's entries stand as deep as their title.
        if not entries or (indent_of(lines[entries[0].lines.start]) > indent_of(line)) == ruled:
            continue
        gone = [one.lines for one in entries if one.names and one.names <= {*names}]
        if len(gone) == len(entries):
            yield range(at, _below(lines, gone[-1].stop))
        else:
            yield from gone


def _entries(lines: list[str], first: int, pattern: re.Pattern[str]) -> Iterator[_Entry]:
    written = [at for at in range(first, len(lines)) if lines[at].strip()]
    depth = indent_of(lines[written[0]]) if written else 0
    ends = (at for at in written if _ends(lines, at, depth))
    end = next(ends, len(lines))
    written = [at for at in written if at < end]
    starts = [at for at in written if indent_of(lines[at]) == depth]
    for start, limit in itertools.pairwise([*starts, end]):
        found = pattern.match(lines[start])
        named = found["names"].split(",") if found else ()
        # What stands below the section is as far from it as it was.
        below = limit if limit in starts else max(at for at in written if at < limit) + 1
        yield _Entry(frozenset(name.strip(" *") for name in named), range(start, below))


def _ends(lines: list[str], at: int, depth: int) -> bool:
    """Whether a line is the first below a section."""
    titled = at + 1 < len(lines) and bool(_RULE.match(lines[at + 1]))
    return indent_of(lines[at]) < depth or titled


def _below(lines: list[str], end: int) -> int:
    """Where what stands below a section begins; its end, where nothing does."""
    return next((at for at in range(end, len(lines)) if lines[at].strip()), end)


def indent_of(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip())
