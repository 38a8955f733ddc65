"""The list of routes of an app or a package."""

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

__all__ = ["NARROW", "WIDE", "Filter", "Sort", "cells", "conflicts", "listed", "record"]
