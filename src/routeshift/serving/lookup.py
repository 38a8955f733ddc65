"""One lookup for everyone who reads metadata: which operation does a request address?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from routeshift.serving.records import operations_of_route, records_of_route
from routeshift.serving.routing import (
    Dispatcher,
    Leaf,
    RouteMatch,
    dispatcher_of,
    unbuilt_routes,
)
from routeshift.wire import Operation

_INDEX = "routeshift_index"


def operations(app: FastAPI) -> list[Operation]:
    """Every operation of an app, of both kinds and of the host's own routes, in order.

    Args:
        app: The app.
    """
    return operations_of_routes(app.router.routes)


def operations_of_routes(routes: Sequence[Any], api: str | None = None) -> list[Operation]:
    """The operations of routes, those of included routers too, in order.

    Args:
        routes: The routes.
        api: The API that they belong to; by default each tells by its first tag.
    """
    return [
        operation
        for route in unbuilt_routes(routes)
        if isinstance(getattr(route, "original_route", route), APIRoute)
        for operation in operations_of_route(route, api)
    ]


def route_records(routes: Sequence[Any], api: str | None = None) -> list[Operation]:
    """The operations of routes, and what else is there: mounts, hosts, websockets, pages, others.

    Included routers are read as they are, not built: whoever only looks need not wait for that.

    Args:
        routes: The routes.
        api: The API that they belong to; by default each tells by its first tag.
    """
    found = (records_of_route(route, api) for route in unbuilt_routes(routes))
    return [record for records in found for record in records]


def find_operation(app: FastAPI, method: str, path: str) -> Operation | None:
    """The operation that serves a request; ids with slashes match as they do when served (T21).

    Args:
        app: The app, into which APIs are mounted or not.
        method: The HTTP method.
        path: The path below the app's root path, as in `/v1/orders/a/b`.

    Returns:
        The operation, or None when no operation serves it: another route, a wrong method, no
        route at all.
    """
    method = method.upper()
    scope = {"type": "http", "method": method, "path": path, "headers": []}
    return operation_of_match(_index_of(app).match(scope), method)


def operation_of_match(match: RouteMatch, method: str) -> Operation | None:
    """The operation that serves a request; None when none is known of what serves it.

    Args:
        match: What answers the request.
        method: Its HTTP method.
    """
    route: Any = match.route.context if isinstance(match.route, Leaf) else match.route
    if not isinstance(getattr(route, "original_route", route), APIRoute):
        return None
    return next((o for o in operations_of_route(route) if o.method == method), None)


def _index_of(app: FastAPI) -> Dispatcher:
    """The index that serves the app; for an app without one, an index for lookups alone."""
    # Only `index_routes` puts an index into the app:
    # to ask a question must not change how it serves.
    placed = dispatcher_of(app)
    if placed is not None:
        return placed
    kept: Dispatcher | None = getattr(app.state, _INDEX, None)
    if kept is None:
        kept = Dispatcher(app.router)
        setattr(app.state, _INDEX, kept)
    # FastAPI itself serves this app, and whatever is among its routes by now.
    kept.settle()
    return kept
