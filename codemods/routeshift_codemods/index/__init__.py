"""Facts: the files of a tree, their text, their syntax trees and the names they bind.

It judges nothing and knows no API. Called by everyone in the codemod.
"""

from routeshift_codemods.index.binding import Bound, bindings
from routeshift_codemods.index.constants import UnknownValueError, text_of, value_of
from routeshift_codemods.index.index import FunctionNode, Index, Module
from routeshift_codemods.index.names import Defined, Outside, lookup, lookup_expression
from routeshift_codemods.index.project import project_table, ruff_settings
from routeshift_codemods.index.running import run_on
from routeshift_codemods.index.source import SourceText
from routeshift_codemods.index.surroundings import Surroundings, any_word, project_of
from routeshift_codemods.index.tree import Tree, is_entered
from routeshift_codemods.index.used import names_used
from routeshift_codemods.index.walking import children, walk

__all__ = [
    "Bound",
    "Defined",
    "FunctionNode",
    "Index",
    "Module",
    "Outside",
    "SourceText",
    "Surroundings",
    "Tree",
    "UnknownValueError",
    "any_word",
    "bindings",
    "children",
    "is_entered",
    "lookup",
    "lookup_expression",
    "names_used",
    "project_of",
    "project_table",
    "ruff_settings",
    "run_on",
    "text_of",
    "value_of",
    "walk",
]
