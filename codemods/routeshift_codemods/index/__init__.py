"""Facts: the files of a tree, and what their names stand for across them.

It judges nothing and knows no API. Called by everyone in the codemod.
"""

from routeshift_codemods.index.constants import UnknownValueError, text_of, value_of
from routeshift_codemods.index.facts import kept
from routeshift_codemods.index.index import FunctionNode, Index, Module, parse_text
from routeshift_codemods.index.names import Defined, Outside, lookup, lookup_expression
from routeshift_codemods.index.project import USUAL_WIDTH, line_length, project_table, ruff_settings
from routeshift_codemods.index.running import run_on
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

__all__ = [
    "USUAL_WIDTH",
    "Defined",
    "FunctionNode",
    "Index",
    "Module",
    "Outside",
    "Starred",
    "Surroundings",
    "Tree",
    "UnknownValueError",
    "any_word",
    "children_on",
    "is_entered",
    "is_test",
    "kept",
    "line_length",
    "lines_with",
    "literal_all",
    "lookup",
    "lookup_expression",
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
    "whole_project",
]
