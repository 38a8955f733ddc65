"""The list of routes of an app or a package.

It reads operations, whoever declared them. Called by hosts and `cli`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from fastapi import APIRouter

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


def inspection_router(path: str = "/inspect/routes") -> APIRouter:
    """A router that lists the routes of the app it is included in.

    Args:
        path: Where it answers.

    Raises:
        DeclarationError: When that is no path.
    """
    # The lists need no FastAPI, which takes longer to import than they take to print.
    from routeshift.inspection.page import router_at

    return router_at(path)
