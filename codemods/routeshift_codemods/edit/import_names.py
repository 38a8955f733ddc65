"""The names of an import statement, with their comments, and how they are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst

from routeshift_codemods.edit.comments import is_pragma, line_break, remarks_in
from routeshift_codemods.edit.whole import alone
from routeshift_codemods.places import text_of


def sort_key(name: str) -> tuple[bool, bool, str, str]:
    """The order of names in an import: constants, classes, all else."""
    constant, cls, _ = listed_key(name)
    return constant, cls, name.lower(), name


def listed_key(name: str) -> tuple[bool, bool, str]:
    """The order of names in `__all__`: the same kinds, each by its characters."""
    constant = name.isupper() and len(name) > 1
    return not constant, not name[:1].isupper(), name


# The narrowest line that formatters are told of.
_NARROW = 79


def _breaks_a_pragma(line: cst.SimpleStatementLine) -> bool:
    """Whether a formatter may break a line so that its pragma is about nothing.

    It would stand behind the closing bracket, and linters look for it on the first line.
    """
    comment = line.trailing_whitespace.comment
    if comment is None or not is_pragma(comment.value):
        return False
    return len(text_of(line.with_changes(leading_lines=())).rstrip()) > _NARROW


@dataclass(frozen=True, slots=True)
class ImportedName:
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
class ImportNames:
    """The line of an import statement, taken apart.

    Attributes:
        line: The line.
        rows: Its names.
        first: A comment behind the opening bracket.
        last: The comment lines below the last name.
    """

    line: cst.SimpleStatementLine
    rows: tuple[ImportedName, ...]
    first: str | None = None
    last: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: cst.SimpleStatementLine) -> ImportNames:
        node = alone(line)
        assert isinstance(node, cst.Import | cst.ImportFrom)
        assert not isinstance(node.names, cst.ImportStar)
        opening, closing = getattr(node, "lpar", None), getattr(node, "rpar", None)
        first, above = _parted(*([opening.whitespace_after] if opening else []))
        rows: list[ImportedName] = []
        for alias in node.names:
            bare = alias.with_changes(comma=cst.MaybeSentinel.DEFAULT)
            spaces: list[cst.CSTNode] = [alias.comma] if isinstance(alias.comma, cst.Comma) else []
            if closing is not None and alias is node.names[-1]:
                spaces.append(closing.whitespace_before)
            behind, below = _parted(*spaces)
            rows.append(ImportedName(bare, above, behind))
            above = below
        return cls(line, tuple(rows), first, above)

    def of_module(
        self, module: str, rows: Sequence[ImportedName], comment: str | None, is_last: bool
    ) -> cst.SimpleStatementLine:
        """The line with some names, from another module; what is said of all stays with the last.

        Args:
            module: The module.
            rows: The names.
            comment: What stands behind it, where nothing does.
            is_last: Whether it is the last of those that stand for the line.
        """
        name = module.lstrip(".")
        node = self.line.body[0].with_changes(
            module=cst.parse_expression(name) if name else None,
            relative=[cst.Dot()] * (len(module) - len(name)),
        )
        end = self.line.trailing_whitespace
        if end.comment is not None and not is_last and not is_pragma(end.comment.value):
            end = cst.TrailingWhitespace(newline=end.newline)
        if comment and end.comment is None:
            end = cst.TrailingWhitespace(cst.SimpleWhitespace("  "), cst.Comment(comment))
        about_all = self.first is not None and (is_last or is_pragma(self.first))
        return ImportNames(
            self.line.with_changes(leading_lines=(), body=[node], trailing_whitespace=end),
            tuple(sorted(rows, key=lambda row: sort_key(row.name))),
            self.first if about_all else None,
            self.last if is_last else (),
        ).laid_out(spread=False)

    def laid_out(self, *, spread: bool) -> cst.SimpleStatementLine:
        """The line on one line; where it has comments, a name a line."""
        comment = self.line.trailing_whitespace.comment
        trailing = comment.value if comment else None
        if not self._is_commented and not (self.first and trailing) and not spread:
            line = self._on_one_line(self.first or trailing)
            if isinstance(line.body[0], cst.Import) or not _breaks_a_pragma(line):
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
