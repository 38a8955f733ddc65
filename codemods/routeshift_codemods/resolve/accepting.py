"""What a user has settled on a line of code: `# routeshift: accept` and the reason."""

from __future__ import annotations

import ast
import re

from routeshift_codemods.index import Module

_ACCEPTED = re.compile(r"#\s*routeshift:\s*accept\s+\S")


def is_accepted(module: Module, node: ast.expr | ast.stmt) -> bool:
    """Whether a comment with a reason stands behind a piece of code, or above it.

    Of a class its first line counts, of all else with statements inside what stands above those.

    Args:
        module: The module.
        node: An expression or a statement.
    """
    first = node.lineno
    last = first if isinstance(node, ast.ClassDef) else node.end_lineno or first
    body = getattr(node, "body", None)
    if isinstance(body, list) and not isinstance(node, ast.ClassDef):
        last = max(first, body[0].lineno - 1)
    lines = module.source.lines
    while first > 1 and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    if not any("routeshift" in line for line in lines[first - 1 : last]):
        return False  # To find comments takes reading the whole file once more.
    comments = module.tokens.comments_between(first, last)
    return any(_ACCEPTED.match(comment.text) for comment in comments)
