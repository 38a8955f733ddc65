"""Parsing: `ast` first, and by way of LibCST for syntax newer than the running interpreter."""

from __future__ import annotations

import ast
import warnings

from routeshift.errors import TargetError
from routeshift_codemods.index.source import Source


def parse(source: Source) -> tuple[ast.Module, str]:
    """Parse a file; positions in the tree are positions in its text.

    Returns:
        The tree, and the text that `ast` read: the file's own, or the same with newer syntax
        blanked out.

    Raises:
        TargetError: No Python that we know reads it.
    """
    try:
        return _ast(source.text), source.text
    except (SyntaxError, ValueError, RecursionError) as error:
        return _newer(source, error)


def _ast(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def _newer(source: Source, error: Exception) -> tuple[ast.Module, str]:
    # Only the files that `ast` refuses are worth the import and the ten times slower parser.
    from routeshift_codemods.index.downgrade import downgraded

    older = downgraded(source.text)
    try:
        if older is not None:
            return _ast(older), older
    except (SyntaxError, ValueError, RecursionError):
        pass
    line = getattr(error, "lineno", None)
    reason = getattr(error, "msg", None) or str(error)
    raise TargetError(
        f"The file does not parse: {reason}.",
        file=source.path,
        line=line,
        hint="Mend it, or leave it out of the path.",
    ) from error
