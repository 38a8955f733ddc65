"""TARGET, as the commands take it: a path to a package, `package.module`, or `module:app`.

It loads, serves and documents one, here or in a process of its own, within a deadline. Called by
`compare`, `verify`, `cli` and `pytest_plugin`.
"""

from routeshift.targets.deadline import IMPORT_SECONDS, fail, hanging, imported_within
from routeshift.targets.loading import Target, is_app, load, named_app, stub_app
from routeshift.targets.processes import document, operations, routes
from routeshift.targets.revision import checked_out, named
from routeshift.targets.service import Service
from routeshift.targets.sides import two_sides, wanted_target

__all__ = [
    "IMPORT_SECONDS",
    "Service",
    "Target",
    "checked_out",
    "document",
    "fail",
    "hanging",
    "imported_within",
    "is_app",
    "load",
    "named",
    "named_app",
    "operations",
    "routes",
    "stub_app",
    "two_sides",
    "wanted_target",
]
