"""Statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import libcst as cst

from routeshift_codemods.new.expressions import Expression, identifier

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement
Line = cst.SimpleStatementLine
AnyStatement = TypeVar("AnyStatement", bound=Statement)
Decorator = cst.Decorator


def field(name: str, annotation: Expression, value: Expression | None = None) -> Line:
    """A field of a class.

    >>> code_of(field("limit", dotted("int"), literal(20)))
    'limit: int = 20\\n'
    """
    said = cst.AnnAssign(identifier(name), cst.Annotation(annotation), value)
    return cst.SimpleStatementLine([said])


def commented(line: Line, above: Sequence[str], behind: str | None = None) -> Line:
    """A statement with comments on lines above it, and one behind it."""
    end = (
        cst.TrailingWhitespace(comment=cst.Comment(behind)) if behind else line.trailing_whitespace
    )
    if behind:
        end = end.with_changes(whitespace=cst.SimpleWhitespace("  "))
    rows = [cst.EmptyLine(comment=cst.Comment(comment)) for comment in above]
    return line.with_changes(leading_lines=[*line.leading_lines, *rows], trailing_whitespace=end)


def decorator(expression: Expression, above: Sequence[str] = ()) -> Decorator:
    """A decorator with comments on lines above it."""
    rows = [cst.EmptyLine(comment=cst.Comment(comment)) for comment in above]
    return cst.Decorator(expression, leading_lines=rows)


def apart(line: AnyStatement) -> AnyStatement:
    """A statement with a blank line above it."""
    above = [cst.EmptyLine(indent=False), *line.leading_lines]
    return cst.ensure_type(line.with_changes(leading_lines=above), type(line))
