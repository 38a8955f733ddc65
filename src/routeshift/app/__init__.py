"""What a host does with its app: mount APIs, and document what is mounted.

It builds on `serving` and `openapi`. Called by hosts and `targets`.
"""

from routeshift.app.documenting import app_document
from routeshift.app.mounting import mount

__all__ = ["app_document", "mount"]
