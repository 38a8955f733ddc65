"""What the facts mean: which class is an API, which operations it has, and what they take.

It reads `index` and the tables of `wire`, and changes nothing. Called by `plan`, `migrate`, `scan`,
`check`, `settings`, `report`, `reporting` and `cli`.
"""

from routeshift_codemods.resolve.ancestry import ancestors, functions_of, is_protocol
from routeshift_codemods.resolve.conventions import mixed
from routeshift_codemods.resolve.decisions import (
    CHOICES,
    LISTS,
    METHOD,
    PARAMETERS,
    Decision,
    Decisions,
    decision_key,
    is_answer,
)
from routeshift_codemods.resolve.differing import differences
from routeshift_codemods.resolve.fitting import ApiCalls, api_calls, misfits
from routeshift_codemods.resolve.hosts import metadata_readers
from routeshift_codemods.resolve.implementations import classes_in, is_named_after
from routeshift_codemods.resolve.instances import is_sentinel, needs_arbitrary_types
from routeshift_codemods.resolve.inventory import Inventory, take_inventory
from routeshift_codemods.resolve.meaning import ACCEPTING, NONE, type_meaning
from routeshift_codemods.resolve.pages import Pages
from routeshift_codemods.resolve.parameters import (
    Carried,
    MethodParameter,
    Wire,
    annotated_parts,
    given_default,
    marker_of,
    receiver,
)
from routeshift_codemods.resolve.records import Diagnostic, LegacyApi, Method, Route
from routeshift_codemods.resolve.selection import select
from routeshift_codemods.resolve.shapes import members_of_union, unquoted, without_quotes
from routeshift_codemods.resolve.wire import on_the_wire

__all__ = [
    "ACCEPTING",
    "CHOICES",
    "LISTS",
    "METHOD",
    "NONE",
    "PARAMETERS",
    "ApiCalls",
    "Carried",
    "Decision",
    "Decisions",
    "Diagnostic",
    "Inventory",
    "LegacyApi",
    "Method",
    "MethodParameter",
    "Pages",
    "Route",
    "Wire",
    "ancestors",
    "annotated_parts",
    "api_calls",
    "classes_in",
    "decision_key",
    "differences",
    "functions_of",
    "given_default",
    "is_answer",
    "is_named_after",
    "is_protocol",
    "is_sentinel",
    "marker_of",
    "members_of_union",
    "metadata_readers",
    "misfits",
    "mixed",
    "needs_arbitrary_types",
    "on_the_wire",
    "receiver",
    "select",
    "take_inventory",
    "type_meaning",
    "unquoted",
    "without_quotes",
]
