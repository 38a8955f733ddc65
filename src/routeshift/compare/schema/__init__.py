"""Schemas in normal form: spellings, references and combinations are resolved away.

Judges nothing. Called by `subschema`, `findings`, `reporting` and `comparing`.
"""

from routeshift.compare.schema.budget import Budget, BudgetError
from routeshift.compare.schema.combining import Combining
from routeshift.compare.schema.expansion import Expansion
from routeshift.compare.schema.inlining import inlined, standalone
from routeshift.compare.schema.keywords import OPAQUE
from routeshift.compare.schema.nodes import Branch, Conjunction, Node, Space
from routeshift.compare.schema.sameness import Sameness
from routeshift.compare.schema.values import around, canonical, kind_of, written_size

__all__ = [
    "OPAQUE",
    "Branch",
    "Budget",
    "BudgetError",
    "Combining",
    "Conjunction",
    "Expansion",
    "Node",
    "Sameness",
    "Space",
    "around",
    "canonical",
    "inlined",
    "kind_of",
    "standalone",
    "written_size",
]
