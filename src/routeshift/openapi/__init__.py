"""The OpenAPI document of APIs of both kinds."""

from routeshift.openapi._document import (
    app_document,
    completed,
    document,
    documented_routes,
)
from routeshift.openapi._splits import Split, split

__all__ = ["Split", "app_document", "completed", "document", "documented_routes", "split"]
