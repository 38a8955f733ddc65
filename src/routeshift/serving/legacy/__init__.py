"""The routes of webmethods: what a server of the old kind would have served, as FastAPI's own.

Called by `flat`, `records` and `routers`, and by the way of `serving` by `openapi`.
"""

from routeshift.serving.legacy.building import legacy_route
from routeshift.serving.legacy.route import LegacyRoute

__all__ = ["LegacyRoute", "legacy_route"]
