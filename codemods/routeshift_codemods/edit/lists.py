"""Strings that join a list in source, as `__all__` or the packages of a `setup.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.edit.comments import INDENT
from routeshift_codemods.edit.import_names import listed_key

_Space = cst.BaseParenthesizableWhitespace
Listing = cst.List | cst.Tuple


@dataclass(frozen=True, slots=True)
class AddToList(Transform[Listing]):
    """Add strings to the end of a list or tuple that is not empty.

    What has an item a line gets one for each string. Comments stay beside the items that they are
    about.

    >>> packages = '''packages = [
    ...     "shop",  # all of it
    ... ]
    ... '''
    >>> print(rewritten(packages, AddToList(("shop.orders",))))
    packages = [
        "shop",  # all of it
        "shop.orders",
    ]
    <BLANKLINE>

    Attributes:
        strings: What is added.
    """

    kind = (cst.List, cst.Tuple)
    strings: tuple[str, ...]

    def change(self, node: Listing) -> Listing:
        separator = _line_break(node) or cst.SimpleWhitespace(" ")
        for number, string in reversed(self._places(node)):
            new = cst.Element(cst.SimpleString(f'"{string}"'))
            node = _inserted(node, number, new, separator)
        return node

    def _places(self, node: Listing) -> Sequence[tuple[int, str]]:
        """Each string, with the number of the item that it stands in front of."""
        return [(len(node.elements), string) for string in self.strings]


Order = Callable[[str], Any]
_ORDERS: tuple[Order, ...] = (
    lambda name: name,
    str.lower,
    listed_key,
)


@dataclass(frozen=True, slots=True)
class ReexportName(AddToList):
    """List names in an `__all__`: at their sorted places, where it is sorted.

    Otherwise they stand behind the name that they belong to, or at the end of a list on one line.

    >>> listed = '__all__ = ["Order", "Orders", "find"]'
    >>> print(rewritten(listed, ReexportName(("AddOrderRequest",), beside="Orders")))
    __all__ = ["AddOrderRequest", "Order", "Orders", "find"]

    Attributes:
        beside: The name that they belong to.
    """

    beside: str = ""

    def _places(self, node: Listing) -> Sequence[tuple[int, str]]:
        known = [value for e in node.elements if isinstance(value := _string(e), str)]
        order = next((key for key in _ORDERS if known == sorted(known, key=key)), None)
        behind = known.index(self.beside) + 1 if self.beside in known else len(known)
        if len(known) < len(node.elements) or (order is None and _line_break(node) is None):
            return [(len(node.elements), string) for string in self.strings]
        if order is None:
            return [(behind, string) for string in self.strings]
        ordered = sorted(self.strings, key=order)
        return [(sum(order(n) < order(string) for n in known), string) for string in ordered]


def _string(element: cst.BaseElement) -> str | bytes | None:
    value = element.value
    strings = cst.SimpleString | cst.ConcatenatedString
    return value.evaluated_value if isinstance(value, strings) else None


def _inserted(node: Listing, number: int, new: cst.Element, separator: _Space) -> Listing:
    """The list with one more item, which takes the place of what stood behind the one before it.

    The comment behind that one stays there.
    """
    elements: list[cst.BaseElement] = list(node.elements)
    if number == 0:
        first = new.with_changes(comma=cst.Comma(whitespace_after=separator))
        return node.with_changes(elements=[first, *elements])
    before = elements[number - 1]
    comma = before.comma if isinstance(before.comma, cst.Comma) else cst.Comma()
    is_last = number == len(elements)
    behind, rest = _parted(_closing(node) if is_last else comma.whitespace_after, separator)
    elements[number - 1] = before.with_changes(comma=comma.with_changes(whitespace_after=behind))
    if is_last:
        # One item makes a tuple by its comma.
        needed = isinstance(node, cst.Tuple) and number == 1 and separator == behind
        trailing = before.comma is not cst.MaybeSentinel.DEFAULT and not needed
        elements.append(new.with_changes(comma=cst.Comma()) if trailing else new)
        return _closed(node, rest).with_changes(elements=elements)
    elements.insert(number, new.with_changes(comma=cst.Comma(whitespace_after=rest)))
    return node.with_changes(elements=elements)


def _parted(space: _Space, separator: _Space) -> tuple[_Space, _Space]:
    """A separator with the comment that ends a line of some space, and that space without it."""
    both = cst.ParenthesizedWhitespace
    if isinstance(space, both) and isinstance(separator, both):
        return (
            separator.with_changes(first_line=space.first_line),
            space.with_changes(first_line=cst.TrailingWhitespace()),
        )
    return separator, space


def _line_break(node: Listing) -> cst.ParenthesizedWhitespace | None:
    """A line break as the list has them; None when it stands on one line."""
    commas = [e.comma for e in node.elements if isinstance(e.comma, cst.Comma)]
    spaces = [*(comma.whitespace_after for comma in reversed(commas)), _opening(node)]
    for space in spaces:
        if isinstance(space, cst.ParenthesizedWhitespace):
            return space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())
    closing = _closing(node)
    if isinstance(closing, cst.ParenthesizedWhitespace):
        indent = cst.SimpleWhitespace(f"{closing.last_line.value}{INDENT}")
        return cst.ParenthesizedWhitespace(indent=closing.indent, last_line=indent)
    return None


def _opening(node: Listing) -> _Space:
    if isinstance(node, cst.List):
        return node.lbracket.whitespace_after
    return node.lpar[-1].whitespace_after if node.lpar else cst.SimpleWhitespace("")


def _closing(node: Listing) -> _Space:
    if isinstance(node, cst.List):
        return node.rbracket.whitespace_before
    return node.rpar[0].whitespace_before if node.rpar else cst.SimpleWhitespace("")


def _closed(node: Listing, space: _Space) -> Listing:
    """The list with other space at its end; a tuple without brackets gets them for lines."""
    if isinstance(node, cst.List):
        return node.with_changes(rbracket=cst.RightSquareBracket(space))
    if not node.lpar and isinstance(space, cst.SimpleWhitespace):
        return node
    return node.with_changes(
        lpar=node.lpar or [cst.LeftParen()], rpar=[cst.RightParen(space), *node.rpar[1:]]
    )
