"""The parts of a tree that stand on some lines, found without a look at all the others."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from routeshift_codemods.index.index import Module
from routeshift_codemods.syntax import children


def lines_with(
    module: Module, words: Collection[str], attributes: Collection[str] = ()
) -> list[int]:
    """The lines that have one of some words, and those that may have it spelled otherwise.

    Args:
        module: The module.
        words: The words.
        attributes: More of them, which count where they are read of something or end a string.
    """
    source = module.source
    found = {source.position(at)[0] for at in _places(module, words)}
    found |= source.odd_lines
    for at in _places(module, attributes):
        line, column = source.position(at)
        # A chain over several lines may break in front of the dot, or behind it.
        if source.lines[line - 1][:column].rstrip()[-1:] in ("", ".", '"', "'"):
            found.add(line)
    return sorted(found)


def _places(module: Module, words: Collection[str]) -> Iterator[int]:
    # Most words are in few modules, and one is found several times faster than one of many is.
    for word in words:
        if word.encode() in module.words:
            # With a `\b` in front, too, it would be tried at each character.
            found = re.finditer(rf"{re.escape(word)}\b", module.source.text)
            yield from (one.start() for one in found)


def children_on(
    node: ast.AST, lines: Sequence[int] | None
) -> list[tuple[ast.AST, Sequence[int] | None]]:
    """The nodes right below a node that may stand on some lines, each with the lines to go on with.

    Of an f-string all counts: Python before 3.12 miscounts the lines inside of it.

    Args:
        node: The node.
        lines: The lines, from top to bottom; None for any.
    """
    below = children(node)
    if lines is None:
        return [(child, None) for child in below]
    return [
        (child, None if child.__class__ is ast.JoinedStr else lines)
        for child in below
        if _is_on(child, lines)
    ]


def _is_on(node: ast.AST, lines: Sequence[int]) -> bool:
    """Whether a node, or what is inside of one that ast has no lines for, may stand on some."""
    first: int | None = getattr(node, "lineno", None)
    if first is None:
        return True
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    at = bisect_left(lines, decorators[0].lineno if decorators else first)
    last: int = node.end_lineno  # type: ignore[attr-defined]
    return at < len(lines) and lines[at] <= last
