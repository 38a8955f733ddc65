"""Whole statements: put in front of others, behind them or in their place, or taken away."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Outcome, SharedLineError, Transform


@dataclass(frozen=True, slots=True)
class InsertStatements(Transform[cst.CSTNode]):
    """Put statements in front of one and of the comment lines about it.

    What stands above the code of a file is about the file: there they go below it.

    >>> print(rewritten("quantity += 1", InsertStatements(("quantity = request.quantity",))))
    quantity = request.quantity
    quantity += 1

    Attributes:
        statements: The statements.
        blank: How many blank lines stand below them.
    """

    kind = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
    above = True
    in_front = True
    statements: tuple[str, ...]
    blank: int = 0

    def change(self, node: cst.CSTNode) -> Outcome:
        if not isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            raise SharedLineError
        lines = [*[cst.EmptyLine(indent=False)] * self.blank, *node.leading_lines]
        own = node.with_changes(leading_lines=lines)
        return cst.FlattenSentinel([*map(_statement, self.statements), own])


@dataclass(frozen=True, slots=True)
class InsertBehind(Transform[cst.CSTNode]):
    """Put statements behind one.

    >>> print(rewritten("import os", InsertBehind(("from shop.orders import Order",))))
    import os
    from shop.orders import Order

    Attributes:
        statements: The statements.
    """

    kind = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
    statements: tuple[str, ...]

    def change(self, node: cst.CSTNode) -> Outcome:
        if isinstance(node, cst.SimpleStatementLine):
            alone(node)
        return cst.FlattenSentinel([node, *map(_statement, self.statements)])


@dataclass(frozen=True, slots=True)
class ReplaceStatements(Transform[cst.Module]):
    """Put other statements in the place of those that a span holds, with their comments.

    >>> moved = ReplaceStatements("from .api import Orders\\nfrom .models import Order\\n")
    >>> print(rewritten("from .orders import Order, Orders", moved))
    from .api import Orders
    from .models import Order
    <BLANKLINE>

    They are text, for a block of imports is made of statements that stay as they stand, and of new
    ones: it was text already, and nodes that were put together would have to be checked again.

    Attributes:
        source: The others.
    """

    kind = cst.Module
    source: str

    def change(self, node: cst.Module) -> cst.Module:
        for line in node.body:
            if isinstance(line, cst.SimpleStatementLine):
                alone(line)
        new = cst.parse_module(self.source)
        return node.with_changes(
            header=new.header,
            body=new.body,
            footer=new.footer,
            has_trailing_newline=new.has_trailing_newline,
        )


@dataclass(frozen=True, slots=True)
class RemoveStatement(Transform[cst.SimpleStatementLine]):
    """Take away a statement on a line of its own, with its comments.

    >>> block = '''if TYPE_CHECKING:
    ...     from .audit import Trail  # who did what
    ...     from .models import Page
    ... '''
    >>> print(rewritten(block, RemoveStatement()))
    if TYPE_CHECKING:
        from .models import Page
    <BLANKLINE>
    """

    kind = cst.SimpleStatementLine

    def change(self, node: cst.SimpleStatementLine) -> cst.RemovalSentinel:
        alone(node)
        return cst.RemoveFromParent()


def alone(line: cst.SimpleStatementLine) -> cst.BaseSmallStatement:
    """The statement of a line.

    Raises:
        SharedLineError: There are several.
    """
    if len(line.body) > 1:
        raise SharedLineError
    return line.body[0]


def _statement(text: str) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    new = cst.parse_statement(text)
    # Nothing stands in a blank line, not even what indents the others.
    own = [row if row.comment else row.with_changes(indent=False) for row in new.leading_lines]
    return new.with_changes(leading_lines=own)
