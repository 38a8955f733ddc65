"""Serving legacy and migrated APIs in one app."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from routeshift.serving._around import ContextHook
    from routeshift.serving._bridge import accepts_both, bridge
    from routeshift.serving._check import Problem, check
    from routeshift.serving._lookup import (
        find_operation,
        operations,
        operations_of_routes,
        route_records,
    )
    from routeshift.serving._middleware import OperationMiddleware, runs_unknown, scope_operation
    from routeshift.serving._mount import build_router, mount

__all__ = [
    "ContextHook",
    "OperationMiddleware",
    "Problem",
    "accepts_both",
    "bridge",
    "build_router",
    "check",
    "find_operation",
    "mount",
    "operations",
    "operations_of_routes",
    "route_records",
    "runs_unknown",
    "scope_operation",
]

_HOMES = {
    "ContextHook": "_around",
    "OperationMiddleware": "_middleware",
    "accepts_both": "_bridge",
    "bridge": "_bridge",
    "build_router": "_mount",
    "Problem": "_check",
    "check": "_check",
    "find_operation": "_lookup",
    "mount": "_mount",
    "operations": "_lookup",
    "operations_of_routes": "_lookup",
    "route_records": "_lookup",
    "runs_unknown": "_middleware",
    "scope_operation": "_middleware",
}


def __getattr__(name: str) -> Any:
    # The modules of this package import each other's siblings in `openapi`: none comes first.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
