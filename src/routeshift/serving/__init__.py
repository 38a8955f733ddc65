"""Serving legacy and migrated APIs: their routes, their errors, and who answers."""

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
from routeshift.serving._routers import build_router

__all__ = [
    "ContextHook",
    "OperationMiddleware",
    "Problem",
    "accepts_both",
    "bridge",
    "build_router",
    "check",
    "find_operation",
    "operations",
    "operations_of_routes",
    "route_records",
    "runs_unknown",
    "scope_operation",
]
