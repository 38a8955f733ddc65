"""Text in Python and TOML, whoever writes it: it imports nothing of `plan`.

Called by everyone in `plan`.
"""

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
from routeshift_codemods.plan.text.toml import edited_toml, put

__all__ = [
    "INDENT",
    "Code",
    "Piece",
    "block",
    "call",
    "docstring",
    "edited_toml",
    "literal",
    "put",
    "string",
    "subscript",
    "with_line_ends",
    "wrapped_string",
]
