"""Finding the route of a request through an index; all that is private in FastAPI's routing.

It knows no API. Called by `flat`, `records`, `lookup`, `routers` and `middleware`.
"""

from routeshift.serving.routing.collector import collector_paused
from routeshift.serving.routing.contexts import route_contexts
from routeshift.serving.routing.dispatch import Dispatcher, dispatcher_of, index_routes
from routeshift.serving.routing.leaves import Leaf
from routeshift.serving.routing.limits import (
    limited,
    limits_of,
    require_plain_routers,
    with_body_limit,
)
from routeshift.serving.routing.matching import SCOPE_MATCH, RouteMatch
from routeshift.serving.routing.unbuilt import unbuilt_routes

__all__ = [
    "SCOPE_MATCH",
    "Dispatcher",
    "Leaf",
    "RouteMatch",
    "collector_paused",
    "dispatcher_of",
    "index_routes",
    "limited",
    "limits_of",
    "require_plain_routers",
    "route_contexts",
    "unbuilt_routes",
    "with_body_limit",
]
