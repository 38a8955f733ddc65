"""What LibCST sees in a statement that stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection

import libcst as cst
import libcst.matchers as m

from routeshift_codemods.edit.comments import ParameterComments, comments_of
from routeshift_codemods.edit.decorators import comments_of_decorators
from routeshift_codemods.edit.pieces import Piece
from routeshift_codemods.edit.statements import (
    StatementLines,
    first_line,
    lines_around,
    with_comments_above,
)
from routeshift_codemods.index import FunctionNode, Module


def parameter_comments(module: Module, node: FunctionNode) -> ParameterComments:
    """The comments between the brackets of a signature, those inside a parameter, too.

    Args:
        module: The module.
        node: A method of it.

    Raises:
        TargetError: LibCST does not read the method.
    """
    if not _has_comments(module, node.lineno, node):
        return ParameterComments()
    lines = lines_around(module, module.source.span(node), of_head=True)
    function = _function(module, node, lines._replace(first=node.lineno))
    return comments_of(function, inside=True)


def decorator_comments(
    module: Module, node: FunctionNode, numbers: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """The comments that are about decorators, and go when they do.

    Args:
        module: The module.
        node: A method of it.
        numbers: Which of its decorators go, counted from 0.

    Raises:
        TargetError: LibCST does not read the method.
    """
    if not _has_comments(module, max(first_line(module, node) - 1, 1), node):
        return {}
    lines = lines_around(module, module.source.span(node), of_head=True)
    function = _function(module, node, with_comments_above(module, lines))
    return comments_of_decorators(function, numbers)


def _has_comments(module: Module, first: int, node: FunctionNode) -> bool:
    """Whether there may be a comment from a line down to the body of a method."""
    # Most have none, and need no tree.
    return any("#" in line for line in module.source.lines[first - 1 : node.body[0].lineno])


def _function(module: Module, node: FunctionNode, lines: StatementLines) -> cst.FunctionDef:
    """A method as a node, with the comments in some lines of it."""
    tree, _ = Piece.of_lines(module, lines).parsed()
    functions = m.findall(tree, m.FunctionDef(name=m.Name(node.name)))
    (function,) = functions[:1]
    return cst.ensure_type(function, cst.FunctionDef)


def shown_names(text: str) -> set[str]:
    """The names that an f-string shows with their values, as `f"{x=}"`.

    Python's own tree of it is the same as that of `f"x={x}"`.

    Args:
        text: The f-string, or several in a row.
    """
    if "=" not in text:
        return set()
    try:
        tree = cst.parse_expression(f"({text})")
    except cst.ParserSyntaxError:
        # Of what LibCST does not read, any name may be shown.
        return {*re.findall(r"\w+", text)}
    shown = m.findall(tree, m.FormattedStringExpression(equal=m.AssignEqual()))
    inside = [cst.ensure_type(one, cst.FormattedStringExpression).expression for one in shown]
    return {
        cst.ensure_type(name, cst.Name).value for e in inside for name in m.findall(e, m.Name())
    }
