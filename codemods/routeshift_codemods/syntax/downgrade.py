# ruff: noqa: N802 (LibCST names its hooks after its nodes)
"""Newer syntax as older syntax of the same length, so that an older `ast` gives its positions.

Type parameters, `type X = ...` and the newer f-strings (PEP 695, 696, 701, 750) become blanks,
assignments and a call that is as long. LibCST, which reads every version, says where they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

import libcst as cst

from routeshift_codemods.places import Places, text_of
from routeshift_codemods.syntax.quietly import is_read
from routeshift_codemods.syntax.used import PLACEHOLDER

Hidden = tuple[int, str]
_Range = tuple[tuple[int, int], tuple[int, int]]

_STRINGS = ("ConcatenatedString", "FormattedString", "TemplatedString")
# Older LibCST knows no template strings.
_NEWER = (cst.TypeParameters, cst.TypeAlias)
_NEWER += tuple(getattr(cst, name) for name in _STRINGS if hasattr(cst, name))


# What stands behind a blank line, unless that is inside of a statement.
_PART = re.compile(r"\n\n(?=\S)")


@dataclass(frozen=True, slots=True)
class Older:
    """Text with newer syntax blanked out, every other character at its place.

    Attributes:
        text: The text.
        hidden: The names that are used in what was blanked out, by line.
    """

    text: str
    hidden: tuple[Hidden, ...] = ()


def downgraded(text: str) -> Older | None:
    """The text in older syntax; None when LibCST does not parse it either."""
    found: list[Older] = []
    line = 0
    for part in _PART.split(text):
        # LibCST takes ten times as long as `ast`: it parses what that does not read.
        older = Older(part) if is_read(part) else _downgraded(part)
        if older is None:
            # It may be a part of a statement.
            return _downgraded(text)
        found.append(replace(older, hidden=tuple((line + at, n) for at, n in older.hidden)))
        line += part.count("\n") + 2
    return Older(
        "\n\n".join(older.text for older in found),
        tuple(row for older in found for row in older.hidden),
    )


def _downgraded(text: str) -> Older | None:
    try:
        # LibCST drops form feeds: its lines and columns are the text's, offsets are not.
        finder = _Newer(Places(cst.parse_module(text)))
    except (cst.ParserSyntaxError, cst.CSTValidationError, RecursionError):
        return None
    edited = _Editor(text).edited(finder)
    return Older(edited, tuple(sorted(finder.hidden)))


class _Names(cst.CSTVisitor):
    """The names that code uses, without attributes, keywords and type variables."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def visit_Name(self, node: cst.Name) -> None:
        self.found.append(node.value)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False

    def visit_TypeVar(self, node: cst.TypeVar) -> bool:
        if node.bound is not None:
            node.bound.visit(self)
        return False

    def visit_TypeVarTuple(self, node: cst.TypeVarTuple) -> bool:
        return False

    def visit_ParamSpec(self, node: cst.ParamSpec) -> bool:
        return False


class _Newer:
    """The newer syntax of a tree: where it is, and the names in it.

    Args:
        places: Where its nodes stand.
    """

    def __init__(self, places: Places) -> None:
        self.parameters: list[_Range] = []
        self.strings: list[_Range] = []
        self.aliases: list[tuple[_Range, str]] = []
        self.hidden: list[Hidden] = []
        self._starts = _line_starts(places.text)
        self._places = places
        found = [(place, node) for node, place in places.all() if isinstance(node, _NEWER)]
        done = 0
        # What stands around others comes before them.
        for place, node in sorted(found, key=lambda row: (row[0][0], -row[0][1])):
            if place[0] >= done:
                done = self._take(node)

    def _take(self, node: cst.CSTNode) -> int:
        """Take one, and say up to where nothing in it is looked at."""
        if isinstance(node, cst.TypeAlias):
            return self._take_alias(node)
        if isinstance(node, cst.TypeParameters):
            self.parameters.append(self._hide(node))
        elif not is_read(f"({text_of(node)})"):
            self.strings.append(self._hide(node))
        return self._places.of(node)[1]

    def _take_alias(self, node: cst.TypeAlias) -> int:
        parameters = node.type_parameters
        last = node.name if parameters is None else parameters
        head = self._range(node)[0], self._range(last)[1]
        self.aliases.append((head, node.name.value))
        if parameters is not None:
            self._hide(parameters)
        return self._places.of(last)[1]

    def _hide(self, node: cst.CSTNode) -> _Range:
        place = self._range(node)
        names = _Names()
        node.visit(names)
        self.hidden += [(place[0][0], name) for name in names.found]
        return place

    def _range(self, node: cst.CSTNode) -> _Range:
        start, end = self._places.of(node)
        return self._position(start), self._position(end)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]


def _line_starts(text: str) -> list[int]:
    """Where each line starts, and where one behind the last would."""
    return list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))


class _Editor:
    def __init__(self, text: str) -> None:
        self._characters = list(text)
        self._starts = _line_starts(text)

    def edited(self, found: _Newer) -> str:
        for place in found.parameters:
            self._blank(*self._bounds(place))
        for place in found.strings:
            start, end = self._bounds(place)
            # As in `x if y else"a" f"{z}"`.
            glued = start > 0 and self._characters[start - 1].isidentifier()
            self._replace((start, end), _bracketed_name if glued else _nominal_call)
        for head, name in found.aliases:
            self._replace(self._bounds(head), partial(_alias_target, name))
        return "".join(self._characters)

    def _blank(self, start: int, end: int) -> None:
        """Blank type parameters out; what they stand before may open a bracket."""
        lines = _spaces("".join(self._characters[start:end])).split("\n")
        if all(lines[:-1]):
            # Outside of brackets a line break needs a backslash.
            blank = "\n".join([line[:-1] + "\\" for line in lines[:-1]] + lines[-1:])
            self._characters[start:end] = blank
            return
        # An empty line has no room for one: the bracket behind opens where the parameters do.
        behind = end
        while self._characters[behind].isspace():
            behind += 1
        if self._characters[behind] == "(":
            self._characters[behind] = " "
            self._replace((start, end), lambda text: f"({_spaces(text)[1:]}")
        else:
            self._replace((start, end), lambda text: _framed("(", _spaces(text), ")"))

    def _bounds(self, place: _Range) -> tuple[int, int]:
        (first, start), (last, end) = place
        return self._starts[first - 1] + start, self._starts[last - 1] + end

    def _replace(self, bounds: tuple[int, int], change: Callable[[str], str]) -> None:
        start, end = bounds
        old = "".join(self._characters[start:end])
        new = change(old)
        assert len(new) == len(old)
        self._characters[start:end] = new


def _spaces(text: str) -> str:
    return "".join(c if c == "\n" else " " for c in text)


def _nominal_call(text: str) -> str:
    """What begins and ends where a string does, so that it has the string's place."""
    return _framed(f"{PLACEHOLDER}(", _spaces(text), ")")


def _bracketed_name(text: str) -> str:
    return _framed(f"({PLACEHOLDER}", _spaces(text), ")")


def _alias_target(name: str, text: str) -> str:
    return _framed(f"({name}", _spaces(text), ")")


def _framed(before: str, blank: str, after: str) -> str:
    return before + blank[len(before) : -len(after)] + after
