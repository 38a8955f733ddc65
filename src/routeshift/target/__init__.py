"""TARGET, as the commands take it: a path to a package, `package.module`, or `module:app`.

It loads, serves and documents one, here or in a process of its own, within a deadline; `compare`,
`verify` and the command line call it.
"""

from routeshift.target.deadline import IMPORT_SECONDS
from routeshift.target.loading import Target, load, named_app, stub_app
from routeshift.target.processes import document, operations, routes

__all__ = [
    "IMPORT_SECONDS",
    "Target",
    "document",
    "load",
    "named_app",
    "operations",
    "routes",
    "stub_app",
]
