"""Serving legacy and migrated APIs: their routes, their errors, and who answers.

It builds on `discovery`; `openapi`, `app` and `inspection` read its routes, hosts call the rest.
"""

from routeshift.serving.around import ContextHook
from routeshift.serving.bridging import accepts_both, bridge
from routeshift.serving.checking import Problem, check
from routeshift.serving.lookup import (
    find_operation,
    operations,
    operations_of_routes,
    route_records,
)
from routeshift.serving.middleware import OperationMiddleware, runs_unknown, scope_operation
from routeshift.serving.routers import build_router

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
