"""Positions and Python text, whoever writes it: imports nothing of `plan`."""

from routeshift_codemods.plan.text.python import (
    INDENT,
    Code,
    Piece,
    block,
    call,
    docstring,
    literal,
    string,
    subscript,
    with_line_ends,
    wrapped_string,
)

__all__ = [
    "INDENT",
    "Code",
    "Piece",
    "block",
    "call",
    "docstring",
    "literal",
    "string",
    "subscript",
    "with_line_ends",
    "wrapped_string",
]
