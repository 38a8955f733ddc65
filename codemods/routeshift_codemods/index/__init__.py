"""Facts: the files of a tree, their text, their syntax trees and the names they bind.

It judges nothing and knows no API. Called by everyone in the codemod.
"""

from routeshift_codemods.index.binding import (
    Bound,
    Star,
    bindings,
    blocks,
    bound_in,
    deleted,
    is_typing_block,
    module_named,
)
from routeshift_codemods.index.constants import UnknownValueError, text_of, value_of
from routeshift_codemods.index.facts import kept
from routeshift_codemods.index.index import FunctionNode, Index, Module, parse_text
from routeshift_codemods.index.names import Defined, Outside, lookup, lookup_expression
from routeshift_codemods.index.parsing import is_read
from routeshift_codemods.index.project import USUAL_WIDTH, line_length, project_table, ruff_settings
from routeshift_codemods.index.running import run_on
from routeshift_codemods.index.source import SourceText
from routeshift_codemods.index.spelling import decorators_of, last_name
from routeshift_codemods.index.spots import children_on, lines_with
from routeshift_codemods.index.stars import Starred, literal_all, origin, star_names, starred
from routeshift_codemods.index.surroundings import (
    Surroundings,
    any_word,
    is_test,
    project_of,
    whole_project,
)
from routeshift_codemods.index.taken import taken_names
from routeshift_codemods.index.tree import Tree, is_entered
from routeshift_codemods.index.used import local_names, names_used
from routeshift_codemods.index.walking import children, walk, walk_statements

__all__ = [
    "USUAL_WIDTH",
    "Bound",
    "Defined",
    "FunctionNode",
    "Index",
    "Module",
    "Outside",
    "SourceText",
    "Star",
    "Starred",
    "Surroundings",
    "Tree",
    "UnknownValueError",
    "any_word",
    "bindings",
    "blocks",
    "bound_in",
    "children",
    "children_on",
    "decorators_of",
    "deleted",
    "is_entered",
    "is_read",
    "is_test",
    "is_typing_block",
    "kept",
    "last_name",
    "line_length",
    "lines_with",
    "literal_all",
    "local_names",
    "lookup",
    "lookup_expression",
    "module_named",
    "names_used",
    "origin",
    "parse_text",
    "project_of",
    "project_table",
    "ruff_settings",
    "run_on",
    "star_names",
    "starred",
    "taken_names",
    "text_of",
    "value_of",
    "walk",
    "walk_statements",
    "whole_project",
]
