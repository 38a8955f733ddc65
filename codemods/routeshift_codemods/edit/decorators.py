"""Decorators that go, and those that come."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.edit.comments import is_pragma, remarks_in

# A title between two rules, or behind one: it is about all that follows.
_BANNER = re.compile(r"#\s*([-=#*~_+])\1\1|.*([-=#*~_+])\2\2$")
# A path, a verb, a route: what a method has no more when its decorator is gone.
_HTTP = re.compile(
    r"(?<![\w/.:~])/[\w{]|\b(GET|PUT|POST|PATCH|DELETE|HEAD|HTTP|URL|[Rr]outes?|webmethod)\b"
)


@dataclass(frozen=True, slots=True)
class RemoveDecorator(Transform[cst.FunctionDef]):
    """Take decorators off a function, with the comments that `decorator_comments` finds of them.

    >>> method = '''@webmethod(  # the first of all
    ...     route="/orders",
    ... )
    ... # What it costs.
    ... @cached
    ... def list_orders(self): ...
    ... '''
    >>> print(rewritten(method, RemoveDecorator((0,))))
    # What it costs.
    @cached
    def list_orders(self): ...
    <BLANKLINE>

    Attributes:
        numbers: Which of its decorators, counted from 0.
    """

    kind = cst.FunctionDef
    of_head = True
    above = True
    numbers: tuple[int, ...]

    def change(self, node: cst.FunctionDef) -> cst.FunctionDef:
        kept: list[cst.Decorator] = []
        above: list[cst.EmptyLine] = []
        for number, decorator in enumerate(node.decorators):
            lines = _above(node, number)
            if number in self.numbers:
                above += lines[: len(lines) - len(_own_above(node, number, self.numbers))]
            else:
                kept.append(decorator.with_changes(leading_lines=[*above, *lines]))
                above = []
        below = [*above, *node.lines_after_decorators]
        return node.with_changes(leading_lines=(), decorators=kept, lines_after_decorators=below)


def comments_of_decorators(
    node: cst.FunctionDef, numbers: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """The comments of decorators that go, by number; a pragma is about a line, and goes.

    Those in the brackets and behind them are about the decorator, and so are those above it, if
    others stand above that. What stands above all is about the method, unless it speaks of HTTP,
    or another decorator has its own.
    """
    found: dict[int, tuple[str, ...]] = {}
    for number in numbers:
        inside = remarks_in(node.decorators[number].with_changes(leading_lines=()))
        remarks = [*remarks_in(*_own_above(node, number, numbers)), *inside]
        found[number] = tuple(r.text for r in remarks if not is_pragma(r.text))
    return found


def _own_above(
    node: cst.FunctionDef, number: int, numbers: Collection[int]
) -> Sequence[cst.EmptyLine]:
    """Those of the lines right above a decorator that are about it."""
    lines = _above(node, number)
    blank = [at for at, line in enumerate(lines, 1) if line.comment is None]
    block = lines[blank[-1] if blank else 0 :]
    texts = [line.comment.value for line in block if line.comment is not None]
    if any(is_pragma(text) or _BANNER.match(text) for text in texts):
        return ()
    beside = any(_above(node, other) for other in numbers if other)
    return block if number or beside or any(map(_HTTP.search, texts)) else ()


def _above(node: cst.FunctionDef, number: int) -> Sequence[cst.EmptyLine]:
    """The lines above a decorator; LibCST gives those above the first one to the function."""
    first = [*node.leading_lines, *node.decorators[0].leading_lines]
    return node.decorators[number].leading_lines if number else first


@dataclass(frozen=True, slots=True)
class AddDecorator(Transform[cst.FunctionDef]):
    """Put a decorator above all others of a function.

    >>> method = '''# Often called.
    ... @cached
    ... def find(self): ...
    ... '''
    >>> print(rewritten(method, AddDecorator("accepts_both")))
    # Often called.
    @accepts_both
    @cached
    def find(self): ...
    <BLANKLINE>

    Attributes:
        name: What it is called.
    """

    kind = cst.FunctionDef
    of_head = True
    name: str

    def change(self, node: cst.FunctionDef) -> cst.FunctionDef:
        added = cst.Decorator(cst.parse_expression(self.name))
        return node.with_changes(decorators=[added, *node.decorators])
