"""What the facts mean: which class is an API, which operations it has, and what they take.

It reads `index` and the tables of `wire`, and changes nothing. Called by `plan`, `migrate`, `scan`,
`settings`, `report` and `cli`.
"""

from routeshift_codemods.resolve.conventions import mixed
from routeshift_codemods.resolve.decisions import (
    CHOICES,
    Decision,
    Decisions,
    decision_key,
    is_answer,
)
from routeshift_codemods.resolve.inventory import Inventory, take_inventory
from routeshift_codemods.resolve.records import Diagnostic, LegacyApi
from routeshift_codemods.resolve.selection import select
from routeshift_codemods.resolve.wire import on_the_wire

__all__ = [
    "CHOICES",
    "Decision",
    "Decisions",
    "Diagnostic",
    "Inventory",
    "LegacyApi",
    "decision_key",
    "is_answer",
    "mixed",
    "on_the_wire",
    "select",
    "take_inventory",
]
