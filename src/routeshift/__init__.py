"""Move @webmethod APIs to FastAPI routers, serve both, and prove that no client can tell."""

from __future__ import annotations

import sys

# `python -m routeshift` begins with the working folder, in which a `typing.py` would be taken for
# Python's own. Only while `-m` looks for its module is "-m" the first argument.
if sys.argv[:1] == ["-m"] and sys.orig_argv[-len(sys.argv)].endswith("routeshift"):
    sys.path[: not sys.flags.safe_path] = []

import importlib
from typing import TYPE_CHECKING, Any

# At once: its module has the same name, and would stand there as soon as anyone imports it.
from routeshift.webmethod import webmethod
from routeshift.wire import Operation

# The one place that says it: the build reads it from here.
__version__ = "0.1.0"

if TYPE_CHECKING:
    from routeshift.app import mount
    from routeshift.discovery import discover
    from routeshift.serving import accepts_both, bridge, build_router, find_operation

__all__ = [
    "Operation",
    "accepts_both",
    "bridge",
    "build_router",
    "discover",
    "find_operation",
    "mount",
    "webmethod",
]

_HOMES = {
    "accepts_both": "routeshift.serving",
    "bridge": "routeshift.serving",
    "build_router": "routeshift.serving",
    "discover": "routeshift.discovery",
    "find_operation": "routeshift.serving",
    "mount": "routeshift.app",
}


def __getattr__(name: str) -> Any:
    # FastAPI is imported by those who serve, not by those who only read a document.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
