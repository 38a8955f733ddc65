"""The list of routes of an app or a package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.inspection._listing import (
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
    from routeshift.inspection._page import inspection_router

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


def __getattr__(name: str) -> Any:
    # The lists need no FastAPI; the page does.
    if name != "inspection_router":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from routeshift.inspection._page import inspection_router

    return inspection_router
