"""The text of one file, its syntax tree, and the names in it.

It knows of no other file. Called by everyone in the codemod.
"""

from routeshift_codemods.syntax.binding import (
    Bound,
    Star,
    bindings,
    blocks,
    bound_in,
    certain,
    classes_in,
    deleted,
    is_typing_block,
    module_named,
)
from routeshift_codemods.syntax.examples import PROMPT, Example, example_of, examples_in
from routeshift_codemods.syntax.parsing import parse
from routeshift_codemods.syntax.quietly import is_read
from routeshift_codemods.syntax.settled import MUTATING, is_put, unsettled
from routeshift_codemods.syntax.source import SourceText, decode, words_of
from routeshift_codemods.syntax.spelling import decorators_of, last_name
from routeshift_codemods.syntax.tokens import Tokens
from routeshift_codemods.syntax.used import PLACEHOLDER, local_names, names_apart, names_used
from routeshift_codemods.syntax.walking import children, walk, walk_statements

__all__ = [
    "MUTATING",
    "PLACEHOLDER",
    "PROMPT",
    "Bound",
    "Example",
    "SourceText",
    "Star",
    "Tokens",
    "bindings",
    "blocks",
    "bound_in",
    "certain",
    "children",
    "classes_in",
    "decode",
    "decorators_of",
    "deleted",
    "example_of",
    "examples_in",
    "is_put",
    "is_read",
    "is_typing_block",
    "last_name",
    "local_names",
    "module_named",
    "names_apart",
    "names_used",
    "parse",
    "unsettled",
    "walk",
    "walk_statements",
    "words_of",
]
