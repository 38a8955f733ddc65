# ruff: noqa: N802 (LibCST names its hooks after its nodes)
"""Newer syntax as older syntax of the same length, so that an older `ast` gives its positions.

Type parameters, `type X = ...` and the newer f-strings (PEP 695, 696, 701, 750) become blanks,
assignments and plain strings. LibCST, which reads every version, says where they are.
"""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider


def downgraded(text: str) -> str | None:
    """The text with newer syntax blanked out, every other character at its place.

    Returns:
        None when LibCST does not parse it either.
    """
    try:
        wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
        finder = _Newer()
        wrapper.visit(finder)
    except (cst.ParserSyntaxError, cst.CSTValidationError, RecursionError):
        return None
    return _edited(text, finder)


class _Newer(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.blanks: list[CodeRange] = []
        self.strings: list[CodeRange] = []
        self.keywords: list[CodeRange] = []

    def visit_TypeParameters(self, node: cst.TypeParameters) -> bool:
        self.blanks.append(self._range(node))
        return False

    def visit_TypeAlias(self, node: cst.TypeAlias) -> None:
        self.keywords.append(self._range(node))

    def visit_FormattedString(self, node: cst.FormattedString) -> bool:
        self.strings.append(self._range(node))
        return False

    def visit_TemplatedString(self, node: cst.CSTNode) -> bool:
        self.strings.append(self._range(node))
        return False

    def _range(self, node: cst.CSTNode) -> CodeRange:
        return self.get_metadata(PositionProvider, node)


def _edited(text: str, found: _Newer) -> str:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    characters = list(text)
    for place in found.blanks:
        _replace(characters, starts, place, _blank)
    for place in found.strings:
        _replace(characters, starts, place, _plain_string)
    for place in found.keywords:
        _move_name(characters, starts, place)
    return "".join(characters)


def _bounds(starts: list[int], place: CodeRange) -> tuple[int, int]:
    start = starts[place.start.line - 1] + place.start.column
    return start, starts[place.end.line - 1] + place.end.column


def _replace(
    characters: list[str], starts: list[int], place: CodeRange, change: Callable[[str], str]
) -> None:
    start, end = _bounds(starts, place)
    characters[start:end] = change("".join(characters[start:end]))


def _blank(text: str) -> str:
    # A line break inside brackets needs them; outside it needs a backslash.
    lines = [" " * len(line) for line in text.split("\n")]
    return "\n".join([line[:-1] + "\\" for line in lines[:-1]] + lines[-1:])


def _plain_string(text: str) -> str:
    quote = "'''" if "\n" in text else "'"
    inside = text[len(quote) : -len(quote)]
    kept = (c if c == "\n" or not c.isascii() else "x" for c in inside)
    return quote + "".join(kept) + quote


def _move_name(characters: list[str], starts: list[int], place: CodeRange) -> None:
    start, end = _bounds(starts, place)
    head = "".join(characters[start:end]).partition("=")[0]
    name = head.removeprefix("type").strip()
    characters[start : start + len(head)] = name.ljust(len(head))
