"""`# routeshift: ignore`: methods and classes that a user wants left alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.resolve.records import Diagnostic

_IGNORE = re.compile(r"#\s*routeshift:\s*ignore\b")


def ignoring_line(module: Module, owner: ast.ClassDef, method: FunctionNode) -> int | None:
    """The line of the comment that covers a method, on itself or on its class; None without."""
    # Few modules have one, and finding the comments of all takes long.
    for node in (method, owner) if "routeshift" in module.source.text else ():
        head = _head(module, node)
        for comment in module.tokens.comments_between(head.start, head.stop - 1):
            if _IGNORE.match(comment.text):
                return comment.line
    return None


def unused_ignores(module: Module, covered: set[int]) -> Iterator[Diagnostic]:
    """A diagnostic for each such comment that covers no decorated method.

    Args:
        module: The module.
        covered: The lines of the comments that cover one.
    """
    for comment in module.tokens.comments:
        if _IGNORE.match(comment.text) and comment.line not in covered:
            message = "this `# routeshift: ignore` covers no operation"
            yield Diagnostic("info", module.name, message, module.path, comment.line)


def _head(module: Module, node: ast.ClassDef | FunctionNode) -> range:
    """The lines that are about a definition: comments above it, decorators, signature."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    # A comment above a decorator is about all below it.
    while module.source.lines[first - 2].lstrip().startswith("#") and first > 1:
        first -= 1
    below = node.body[0]
    # What is above the first method of a class is about that method alone.
    if isinstance(below, FunctionNode | ast.ClassDef):
        return range(first, max(node.lineno + 1, _head(module, below).start))
    return range(first, max(node.lineno + 1, below.lineno))
