"""New code as LibCST nodes: templates, with the user's own expressions put into them.

Nothing here lays out code: that is a formatter's business. Called by `plan`.
"""

from routeshift_codemods.new.expressions import (
    Argument,
    Expression,
    Parameter,
    UnreadError,
    annotated,
    call,
    dotted,
    expression,
    formatted,
    identifier,
    keyword,
    of,
    parameter,
    positional,
    union,
    unpacked,
    with_argument,
)
from routeshift_codemods.new.imports import import_from, import_module
from routeshift_codemods.new.literals import argument, docstring, literal, quoted, string, wrapped
from routeshift_codemods.new.statements import (
    Decorator,
    Line,
    Statement,
    apart,
    commented,
    decorator,
    field,
)
from routeshift_codemods.new.template import Template
from routeshift_codemods.places import text_of as code_of

__all__ = [
    "Argument",
    "Decorator",
    "Expression",
    "Line",
    "Parameter",
    "Statement",
    "Template",
    "UnreadError",
    "annotated",
    "apart",
    "argument",
    "call",
    "code_of",
    "commented",
    "decorator",
    "docstring",
    "dotted",
    "expression",
    "field",
    "formatted",
    "identifier",
    "import_from",
    "import_module",
    "keyword",
    "literal",
    "of",
    "parameter",
    "positional",
    "quoted",
    "string",
    "union",
    "unpacked",
    "with_argument",
    "wrapped",
]
