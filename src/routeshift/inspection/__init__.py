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
from routeshift.inspection.router import inspection_router

__all__ = [
    "NARROW",
    "WIDE",
    "Filter",
    "Sort",
    "cells",
    "conflicts",
    "inspection_router",
    "listed",
    "record",
]
