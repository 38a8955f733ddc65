"""What the facts mean: which class is an API, which operations it has, and what they take.

It reads `index`, `syntax` and the tables of `wire`, and changes nothing. Called by `plan`,
`migrate`, `scan`, `providing`, `check`, `status`, `starting`, `settings`, `outcome`, `reporting`
and `cli`.
"""

from typing import TYPE_CHECKING

from routeshift.importing import later
from routeshift_codemods.resolve.accepting import is_accepted
from routeshift_codemods.resolve.ancestry import ancestors, functions_of, is_protocol
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
from routeshift_codemods.resolve.declaring import Inventory, mixed, select, take_inventory
from routeshift_codemods.resolve.hosts import (
    HostMove,
    host_moves,
    metadata_readers,
    packages_of,
)
from routeshift_codemods.resolve.implementing import is_named_after, on_the_wire
from routeshift_codemods.resolve.pages import Pages
from routeshift_codemods.resolve.records import Diagnostic, LegacyApi, Method, Route
from routeshift_codemods.resolve.signatures import (
    ACCEPTING,
    NONE,
    Carried,
    MethodParameter,
    Wire,
    alias_of,
    annotated_parts,
    given_default,
    is_sentinel,
    marker_of,
    members_of_union,
    needs_arbitrary_types,
    parameters_of,
    receiver,
    type_meaning,
    unquoted,
    without_quotes,
)

if TYPE_CHECKING:
    from routeshift_codemods.resolve.fitting import (
        ACCEPTS_BOTH,
        ApiCalls,
        Renewal,
        Renewed,
        accepts_both,
        api_calls,
        between,
        differences,
        misfits,
        since_the_move,
    )
    from routeshift_codemods.resolve.receivers import (
        Implementing,
        Operated,
        Read,
        SecondOpinion,
        Site,
        Sites,
        fits,
        operated,
        opinion_of,
    )

__all__ = [
    "ACCEPTING",
    "ACCEPTS_BOTH",
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
    "HostMove",
    "Implementing",
    "Inventory",
    "LegacyApi",
    "Method",
    "MethodParameter",
    "Operated",
    "Pages",
    "Read",
    "Renewal",
    "Renewed",
    "Route",
    "SecondOpinion",
    "Site",
    "Sites",
    "Wire",
    "accepts_both",
    "alias_of",
    "ancestors",
    "annotated_parts",
    "api_calls",
    "between",
    "decision_key",
    "differences",
    "fits",
    "functions_of",
    "given_default",
    "host_moves",
    "is_accepted",
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
    "operated",
    "opinion_of",
    "packages_of",
    "parameters_of",
    "receiver",
    "select",
    "since_the_move",
    "take_inventory",
    "type_meaning",
    "unquoted",
    "without_quotes",
]

# The two largest, which a scan does without.
__getattr__ = later(__name__, "fitting", "receivers")
