"""Import statements."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from routeshift_codemods.new.expressions import dotted, identifier
from routeshift_codemods.new.statements import Line

Alias = tuple[str, str | None]
"""A name, and what it is called here if that is something else."""


def import_from(where: str, names: Sequence[Alias], comment: str = "") -> Line:
    """A `from where import ...`.

    >>> code_of(import_from("..models", [("Order", None), ("Page", "Rows")], "# noqa: F401"))
    'from ..models import Order, Page as Rows  # noqa: F401\\n'

    Args:
        where: The module, with dots in front where it is relative.
        names: The names.
        comment: What stands behind it.
    """
    module = where.lstrip(".")
    node = cst.ImportFrom(
        module=_dotted(module) if module else None,
        names=_aliases(names),
        relative=[cst.Dot()] * (len(where) - len(module)),
    )
    return _line(node, comment)


def import_module(names: Sequence[Alias], comment: str = "") -> Line:
    """An `import ...`.

    >>> code_of(import_module([("os.path", None), ("numpy", "np")]))
    'import os.path, numpy as np\\n'
    """
    return _line(cst.Import(_aliases(names)), comment)


def with_comment_in_front(line: Line) -> Line:
    """A `from` import in brackets, with the comment that it ended with behind the first of them.

    >>> code_of(with_comment_in_front(import_from("a", [("b", None)], "# noqa: F401")))
    'from a import (  # noqa: F401\\n    b)\\n'
    """
    node = cst.ensure_type(line.body[0], cst.ImportFrom)
    inside = cst.ParenthesizedWhitespace(
        line.trailing_whitespace, last_line=cst.SimpleWhitespace("    ")
    )
    bracketed = node.with_changes(lpar=cst.LeftParen(inside), rpar=cst.RightParen())
    return line.with_changes(body=[bracketed], trailing_whitespace=cst.TrailingWhitespace())


def _line(node: cst.Import | cst.ImportFrom, comment: str) -> Line:
    if not comment:
        return cst.SimpleStatementLine([node])
    end = cst.TrailingWhitespace(cst.SimpleWhitespace("  "), cst.Comment(comment))
    return cst.SimpleStatementLine([node], trailing_whitespace=end)


def _aliases(names: Sequence[Alias]) -> list[cst.ImportAlias]:
    return [
        cst.ImportAlias(_dotted(name), cst.AsName(identifier(alias)) if alias else None)
        for name, alias in names
    ]


def _dotted(name: str) -> cst.Name | cst.Attribute:
    found = dotted(name)
    assert isinstance(found, cst.Name | cst.Attribute)
    return found
