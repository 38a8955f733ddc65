"""What LibCST sees in a statement that stays as it is."""

from __future__ import annotations

import re

import libcst as cst
import libcst.matchers as m

from routeshift_codemods.edit.applying import StatementText
from routeshift_codemods.edit.comments import ParameterComments, comments_of
from routeshift_codemods.edit.statements import lines_around
from routeshift_codemods.index import FunctionNode, Module


def parameter_comments(module: Module, node: FunctionNode) -> ParameterComments:
    """The comments between the brackets of a signature, those inside a parameter, too.

    Args:
        module: The module.
        node: A method of it.

    Raises:
        TargetError: LibCST does not read the method.
    """
    if not any("#" in line for line in module.source.lines[node.lineno - 1 : node.body[0].lineno]):
        return ParameterComments()
    tree = StatementText(module, lines_around(module, module.source.span(node))).parsed()
    functions = m.findall(tree, m.FunctionDef(name=m.Name(node.name)))
    (function,) = functions[:1]
    return comments_of(cst.ensure_type(function, cst.FunctionDef), inside=True)


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
