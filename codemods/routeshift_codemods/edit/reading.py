"""What LibCST sees in a statement that stays as it is."""

from __future__ import annotations

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
    tree = StatementText(module, *lines_around(module, module.source.span(node))).parsed()
    functions = m.findall(tree, m.FunctionDef(name=m.Name(node.name)))
    (function,) = functions[:1]
    return comments_of(cst.ensure_type(function, cst.FunctionDef), inside=True)
