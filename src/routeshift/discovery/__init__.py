"""Finding the APIs of a package: legacy Protocols, and routers by their factories.

It imports the user's code, reads what its decorators left, and builds on `wire` alone. Called by
hosts, `serving`, `openapi`, `app`, `inspection` and `targets`.
"""

from routeshift.discovery.conventions import with_extra_body, with_lists, with_tags
from routeshift.discovery.discovering import ROUTE_MODULES, discover
from routeshift.discovery.found import Apis, Skipped
from routeshift.discovery.inheriting import adopting, inherited_by_both
from routeshift.discovery.legacy import api_of
from routeshift.discovery.loading import load, source_of
from routeshift.discovery.records import Api, Endpoint, Factory, Inherited

__all__ = [
    "ROUTE_MODULES",
    "Api",
    "Apis",
    "Endpoint",
    "Factory",
    "Inherited",
    "Skipped",
    "adopting",
    "api_of",
    "discover",
    "inherited_by_both",
    "load",
    "source_of",
    "with_extra_body",
    "with_lists",
    "with_tags",
]
