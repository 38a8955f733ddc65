"""The list of routes of an app or a package.

It reads operations, whoever declared them. Called by hosts and `cli`.
"""

from routeshift.inspection.listing import (
    NARROW,
    WIDE,
    Filter,
    Sort,
    cells,
    conflicts,
    listed,
    record,
)
from routeshift.inspection.matching import Match, Role, matches
from routeshift.inspection.router import inspection_router
from routeshift.inspection.tree import tree_lines

__all__ = [
    "NARROW",
    "WIDE",
    "Filter",
    "Match",
    "Role",
    "Sort",
    "cells",
    "conflicts",
    "inspection_router",
    "listed",
    "matches",
    "record",
    "tree_lines",
]
