"""Docstrings, as facts: what they say of an operation and of its parameters (rule D2).

Called by `serving`, which reads live ones, and in the codemod by `resolve` and `edit`, which read
and shorten those in source.
"""

from routeshift.docstrings.fields import (
    Docstring,
    DocumentedParameter,
    parse,
    without_parameters,
)

__all__ = [
    "Docstring",
    "DocumentedParameter",
    "parse",
    "without_parameters",
]
