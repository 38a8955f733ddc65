"""Every route of an app, whichever FastAPI it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from starlette.routing import BaseRoute


def route_contexts(routes: Sequence[BaseRoute]) -> Iterator[Any]:
    """Every route, those of included routers with the path and metadata that they serve.

    Since FastAPI 0.137 an included router is a node of a tree; before, its routes are copied.
    """
    try:
        from fastapi.routing import iter_route_contexts
    except ImportError:
        return iter(routes)
    return iter_route_contexts(routes)
