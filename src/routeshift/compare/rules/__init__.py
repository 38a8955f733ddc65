"""The table of rules, read like a specification: whatever a comparison reports has a row here.

A new rule is a row in one of these modules, and the function that finds it. Called by `findings`,
`reporting` and `cli`.
"""

from routeshift.compare.rules.renamed import NARROWED, RENAMED
from routeshift.compare.rules.rule import Rule
from routeshift.compare.rules.schemas import CHANGES
from routeshift.compare.rules.table import FAMILIES, RULES

__all__ = ["CHANGES", "FAMILIES", "NARROWED", "RENAMED", "RULES", "Rule"]
