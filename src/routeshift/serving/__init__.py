"""Serving legacy and migrated APIs: their routes, their errors, and who answers.

It builds on `discovery`. Called by hosts, `openapi`, `app`, `inspection`, `targets` and `verify`.
"""

from routeshift.serving.arguments import required_apis
from routeshift.serving.around import Around, ContextHook
from routeshift.serving.fitting import Problem, accepts_both, bridge, check, require_fit
from routeshift.serving.flat import document_as_included, included
from routeshift.serving.legacy import LegacyRoute, legacy_route
from routeshift.serving.lookup import (
    find_operation,
    operations,
    operations_of_routes,
    route_records,
)
from routeshift.serving.middleware import OperationMiddleware, runs_unknown, scope_operation
from routeshift.serving.records import operations_of_route, refuse_conflicts
from routeshift.serving.routers import build_router, combined_router
from routeshift.serving.routing import collector_paused, index_routes, route_contexts

__all__ = [
    "Around",
    "ContextHook",
    "LegacyRoute",
    "OperationMiddleware",
    "Problem",
    "accepts_both",
    "bridge",
    "build_router",
    "check",
    "collector_paused",
    "combined_router",
    "document_as_included",
    "find_operation",
    "included",
    "index_routes",
    "legacy_route",
    "operations",
    "operations_of_route",
    "operations_of_routes",
    "refuse_conflicts",
    "require_fit",
    "required_apis",
    "route_contexts",
    "route_records",
    "runs_unknown",
    "scope_operation",
]
