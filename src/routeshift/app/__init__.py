"""What a host does with its app: mount APIs, and document what is mounted.

It builds on `serving` and `openapi`; of the library, only `target` and the hosts call it.
"""

from routeshift.app.documenting import app_document
from routeshift.app.mounting import mount

__all__ = ["app_document", "mount"]
