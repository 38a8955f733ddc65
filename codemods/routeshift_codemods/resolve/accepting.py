"""What a user has settled on a line of code: `# routeshift: accept` and the reason."""

from __future__ import annotations

import ast
import re

from routeshift_codemods.index import FunctionNode, Module

_ACCEPTED = re.compile(r"#\s*routeshift:\s*accept\s+\S")


def is_accepted(module: Module, node: ast.expr | ast.ClassDef | FunctionNode) -> bool:
    """Whether a comment with a reason stands behind an expression or a head, or above it.

    Of a class its first line counts, of a function all of its signature.

    Args:
        module: The module.
        node: The expression, the class or the function.
    """
    first = node.lineno
    last = first if isinstance(node, ast.ClassDef) else node.end_lineno or first
    if isinstance(node, FunctionNode):
        last = max(first, node.body[0].lineno - 1)
    lines = module.source.lines
    while first > 1 and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    if not any("routeshift" in line for line in lines[first - 1 : last]):
        return False  # To find comments takes reading the whole file once more.
    comments = module.tokens.comments_between(first, last)
    return any(_ACCEPTED.match(comment.text) for comment in comments)
