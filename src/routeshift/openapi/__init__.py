"""The OpenAPI document of APIs of both kinds.

It documents the routes that `serving` makes, mounted or not; `app` and the command line call it.
"""

from routeshift.openapi.documents import document, documented_routes
from routeshift.openapi.splits import Split, split

__all__ = ["Split", "document", "documented_routes", "split"]
