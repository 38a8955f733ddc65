"""Parsing by `ast` without its warnings: an odd escape in a target is none of ours to tell."""

from __future__ import annotations

import ast
import warnings
from contextlib import suppress


def parsed_quietly(text: str) -> ast.Module:
    """The tree of a text.

    Raises:
        SyntaxError: The running interpreter does not read it; or as `ValueError`,
            `RecursionError` or `MemoryError`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def is_read(text: str) -> bool:
    """Whether the running interpreter reads a text."""
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        parsed_quietly(text)
        return True
    return False
