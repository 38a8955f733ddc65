"""The OpenAPI document of APIs of both kinds."""

from routeshift.openapi._document import document, documented_routes
from routeshift.openapi._splits import Split, split

__all__ = ["Split", "document", "documented_routes", "split"]
