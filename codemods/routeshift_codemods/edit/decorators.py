"""Decorators that go, and those that come."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.edit.comments import is_pragma, remarks_in


@dataclass(frozen=True, slots=True)
class RemoveDecorator(Transform[cst.FunctionDef]):
    """Take decorators off a function; the comments in and behind them stay above what follows.

    What a linter or a type checker is told of a line goes with it.

    >>> method = '''@webmethod(  # the first of all
    ...     route="/orders",
    ... )
    ... @cached
    ... def list_orders(self): ...
    ... '''
    >>> print(rewritten(method, RemoveDecorator((0,))))
    # the first of all
    @cached
    def list_orders(self): ...
    <BLANKLINE>

    Attributes:
        numbers: Which of its decorators, counted from 0.
    """

    kind = cst.FunctionDef
    of_head = True
    numbers: tuple[int, ...]

    def change(self, node: cst.FunctionDef) -> cst.FunctionDef:
        kept: list[cst.Decorator] = []
        above: list[cst.EmptyLine] = []
        for number, decorator in enumerate(node.decorators):
            above += decorator.leading_lines
            if number in self.numbers:
                bare = decorator.with_changes(leading_lines=())
                # A pragma was about the line that goes; what a person wrote is about what stays.
                remarks = [r for r in remarks_in(bare) if not is_pragma(r.text)]
                above += [cst.EmptyLine(comment=remark.comment) for remark in remarks]
            else:
                kept.append(decorator.with_changes(leading_lines=above))
                above = []
        below = [*above, *node.lines_after_decorators]
        return node.with_changes(decorators=kept, lines_after_decorators=below)


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
