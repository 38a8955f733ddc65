"""The list of routes of an app or a package, and the operations of a Protocol.

It reads operations, whoever declared them. Called by hosts and `cli`.
"""

from typing import TYPE_CHECKING

from routeshift.importing import later
from routeshift.inspection.listing import Filter, GroupBy, Sort, conflicts, grouped, listed
from routeshift.inspection.matching import Match, Role, matches
from routeshift.inspection.router import inspection_router
from routeshift.inspection.rows import NARROW, WIDE, address, cells, record
from routeshift.inspection.tree import tree_lines

if TYPE_CHECKING:
    from routeshift.inspection.declaring import declared_operations, protocol_operations

__all__ = [
    "NARROW",
    "WIDE",
    "Filter",
    "GroupBy",
    "Match",
    "Role",
    "Sort",
    "address",
    "cells",
    "conflicts",
    "declared_operations",
    "grouped",
    "inspection_router",
    "listed",
    "matches",
    "protocol_operations",
    "record",
    "tree_lines",
]

# It imports FastAPI, which a list of routes does without.
__getattr__ = later(__name__, "declaring")
