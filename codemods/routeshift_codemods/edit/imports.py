"""Names that join or leave an import statement, and statements in the place of others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import libcst as cst

from routeshift_codemods.edit.change import SharedLineError, Transform
from routeshift_codemods.edit.comments import is_pragma, line_break, remarks_in
from routeshift_codemods.places import text_of


def sort_key(name: str) -> tuple[bool, bool, str, str]:
    """The order of names in an import and in `__all__`: constants, classes, all else."""
    constant = name.isupper() and len(name) > 1
    return not constant, not name[:1].isupper(), name.lower(), name


# The narrowest line that formatters are told of.
_NARROW = 79


def breaks_a_pragma(line: str) -> bool:
    """Whether a formatter may break a line so that its pragma is about nothing.

    It would stand behind the closing bracket, and linters look for it on the first line.
    """
    _, mark, comment = line.rstrip().partition("#")
    return len(line.rstrip()) > _NARROW and is_pragma(f"{mark}{comment}")


@dataclass(frozen=True, slots=True)
class AddImport(Transform[cst.SimpleStatementLine]):
    """Import more names with a `from` statement that is there: at their sorted places.

    >>> print(rewritten("from .models import Order, find  # ours", AddImport(("Page",))))
    from .models import Order, Page, find  # ours

    Attributes:
        names: The names.
    """

    kind = cst.SimpleStatementLine
    names: tuple[str, ...]

    def change(self, node: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
        statement = _Names.of(node)
        rows = list(statement.rows)
        for name in self.names:
            # Before the first that is larger: a list that is not in order keeps its own.
            larger = (i for i, row in enumerate(rows) if sort_key(row.name) > sort_key(name))
            rows.insert(next(larger, len(rows)), _Row(cst.ImportAlias(cst.Name(name))))
        return replace(statement, rows=tuple(rows)).laid_out(spread=_has_lines(node))


@dataclass(frozen=True, slots=True)
class RemoveImport(Transform[cst.SimpleStatementLine]):
    """Import some names no more; some others are left.

    A comment behind a name goes with it.

    >>> imported = '''from typing import (
    ...     Any,
    ...     Protocol,  # what an implementation has
    ... )
    ... '''
    >>> print(rewritten(imported, RemoveImport(frozenset({"Protocol"}))))
    from typing import Any
    <BLANKLINE>

    Attributes:
        names: The names, as they are bound.
    """

    kind = cst.SimpleStatementLine
    names: frozenset[str]

    def change(self, node: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
        statement = _Names.of(node)
        kept: list[_Row] = []
        above: tuple[str, ...] = ()
        for row in statement.rows:
            above += row.above
            if row.bound not in self.names:
                kept.append(replace(row, above=above))
                above = ()
        spread = len(kept) == len(statement.rows) and _has_lines(node)
        left = replace(statement, rows=tuple(kept), last=(*above, *statement.last))
        return left.laid_out(spread=spread)


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
        _alone(node)
        return cst.RemoveFromParent()


@dataclass(frozen=True, slots=True)
class ReplaceStatements(Transform[cst.Module]):
    """Put other statements in the place of those that a span holds, with their comments.

    >>> moved = ReplaceStatements("from .api import Orders\\nfrom .models import Order\\n")
    >>> print(rewritten("from .orders import Order, Orders", moved))
    from .api import Orders
    from .models import Order
    <BLANKLINE>

    Attributes:
        source: The others.
    """

    kind = cst.Module
    source: str

    def change(self, node: cst.Module) -> cst.Module:
        for line in node.body:
            if isinstance(line, cst.SimpleStatementLine):
                _alone(line)
        new = cst.parse_module(self.source)
        return node.with_changes(
            header=new.header,
            body=new.body,
            footer=new.footer,
            has_trailing_newline=new.has_trailing_newline,
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """One name of an import, with the comments above and behind it."""

    node: cst.ImportAlias
    above: tuple[str, ...] = ()
    behind: str | None = None

    @property
    def name(self) -> str:
        return self.node.evaluated_name

    @property
    def bound(self) -> str:
        return self.node.evaluated_alias or self.name


@dataclass(frozen=True, slots=True)
class _Names:
    """The line of an import statement, taken apart.

    Attributes:
        line: The line.
        rows: Its names.
        first: A comment behind the opening bracket.
        last: The comment lines below the last name.
    """

    line: cst.SimpleStatementLine
    rows: tuple[_Row, ...]
    first: str | None = None
    last: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: cst.SimpleStatementLine) -> _Names:
        node = _alone(line)
        assert isinstance(node, cst.Import | cst.ImportFrom)
        assert not isinstance(node.names, cst.ImportStar)
        opening, closing = getattr(node, "lpar", None), getattr(node, "rpar", None)
        first, above = _parted(*([opening.whitespace_after] if opening else []))
        rows: list[_Row] = []
        for alias in node.names:
            bare = alias.with_changes(comma=cst.MaybeSentinel.DEFAULT)
            spaces: list[cst.CSTNode] = [alias.comma] if isinstance(alias.comma, cst.Comma) else []
            if closing is not None and alias is node.names[-1]:
                spaces.append(closing.whitespace_before)
            behind, below = _parted(*spaces)
            rows.append(_Row(bare, above, behind))
            above = below
        return cls(line, tuple(rows), first, above)

    def laid_out(self, *, spread: bool) -> cst.SimpleStatementLine:
        """The line on one line; where it has comments, a name a line."""
        comment = self.line.trailing_whitespace.comment
        trailing = comment.value if comment else None
        if not self._is_commented and not (self.first and trailing) and not spread:
            line = self._on_one_line(self.first or trailing)
            code = text_of(line.with_changes(leading_lines=()))
            if isinstance(line.body[0], cst.Import) or not breaks_a_pragma(code):
                return line
        return self._in_rows(trailing)

    @property
    def _is_commented(self) -> bool:
        return bool(self.last) or any(row.above or row.behind for row in self.rows)

    def _on_one_line(self, comment: str | None) -> cst.SimpleStatementLine:
        (node, *_) = self.line.body
        names = [row.node for row in self.rows]
        brackets: dict[str, Any] = {"lpar": None, "rpar": None}
        if isinstance(node, cst.Import):
            brackets = {}
        end = self.line.trailing_whitespace
        if comment and end.comment is None:
            end = end.with_changes(
                whitespace=cst.SimpleWhitespace("  "), comment=cst.Comment(comment)
            )
        body = [node.with_changes(names=names, **brackets)]
        return self.line.with_changes(body=body, trailing_whitespace=end)

    def _in_rows(self, trailing: str | None) -> cst.SimpleStatementLine:
        node = cst.ensure_type(self.line.body[0], cst.ImportFrom)
        end = self.line.trailing_whitespace
        first = self.first
        if trailing and not first and node.lpar is None:
            # What was about all of a line is about its first one.
            first, end = trailing, cst.TrailingWhitespace(newline=end.newline)
        above = [*(row.above for row in self.rows), self.last]
        behind = [first, *(row.behind for row in self.rows)]
        indents = ["    "] * len(self.rows) + [""]
        opening, *gaps = map(line_break, behind, above, indents)
        names = [
            row.node.with_changes(comma=cst.Comma(whitespace_after=gap))
            for row, gap in zip(self.rows, gaps, strict=True)
        ]
        body = node.with_changes(names=names, lpar=cst.LeftParen(opening), rpar=cst.RightParen())
        return self.line.with_changes(body=[body], trailing_whitespace=end)


def _alone(line: cst.SimpleStatementLine) -> cst.BaseSmallStatement:
    """The statement of a line.

    Raises:
        SharedLineError: There are several.
    """
    if len(line.body) > 1:
        raise SharedLineError
    return line.body[0]


def _parted(*spaces: cst.CSTNode) -> tuple[str | None, tuple[str, ...]]:
    """The comment that ends a line, and those on the lines below; one more stands below, too."""
    behind: str | None = None
    below: tuple[str, ...] = ()
    for remark in remarks_in(*spaces):
        if remark.own_line or behind:
            below = (*below, remark.text)
        else:
            behind = remark.text
    return behind, below


def _has_lines(line: cst.SimpleStatementLine) -> bool:
    return "\n" in text_of(line.body[0])
