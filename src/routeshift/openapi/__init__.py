"""The OpenAPI document of APIs of both kinds.

It documents the routes that `serving` makes, mounted or not. Called by hosts, `app`,
`inspection`, `targets` and `cli`.
"""

from routeshift.openapi.components import complete
from routeshift.openapi.documents import build, document, documented_routes
from routeshift.openapi.splits import Split, split

__all__ = ["Split", "build", "complete", "document", "documented_routes", "split"]
