"""The OpenAPI document of APIs of both kinds."""

from routeshift.openapi._document import app_document, document, documented_routes

__all__ = ["app_document", "document", "documented_routes"]
