"""The router of one API, of either kind."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from routeshift.discovery import Api, Factory, Inherited
from routeshift.errors import DeclarationError
from routeshift.serving.flat import flat_routes
from routeshift.serving.legacy import legacy_route
from routeshift.serving.routing import route_contexts
from routeshift.wire import anonymous_path, overlap
from routeshift.wording import one_line


def build_router(api: Api, impl: Any) -> APIRouter:
    """The router of one API, of either kind.

    An operation is served by the API's own router when that has it, otherwise by its webmethod,
    never by both.

    Args:
        api: The API.
        impl: What answers.

    Raises:
        DeclarationError: When a webmethod cannot be served by the implementation (rule R7), or
            the factory fails.
    """
    if impl is None:
        raise DeclarationError(
            f"The implementation of the API {api.name!r} is None.",
            hint="Leave it out, or give one.",
        )
    return combined_router(api, impl, impl)


def combined_router(api: Api, impl: Any, answering: Any | None) -> APIRouter:
    """The router of one API, of either kind, with what it inherits.

    Args:
        api: The API.
        impl: What its router's factory gets.
        answering: What answers webmethods; None for those that only document.

    Raises:
        DeclarationError: As `build_router` says.
    """
    router = made_router(api.name, api.factory, impl) if api.factory else APIRouter()
    tags = router.tags if api.factory else [api.tag]
    inherited = [route for one in api.inherited for route in _inherited(one, impl, tags)]
    # An API that moves operation by operation has both: the router's own wins, as clients see it.
    taken = {
        (method, anonymous_path(route.path))
        for route in route_contexts([*router.routes, *inherited])
        for method in getattr(route, "methods", None) or ()
    }
    legacy = [
        legacy_route(api, endpoint, answering)
        for endpoint in api.endpoints
        if (endpoint.method, anonymous_path(endpoint.path)) not in taken
    ]
    for route in (*inherited, *legacy):
        _put(route, router.routes, api.protocol)
    return router


def _inherited(one: Inherited, impl: Any, tags: list[Any]) -> Iterator[APIRoute]:
    """The routes of methods that an API inherits, under the tags of that API."""
    router = made_router(one.api, one.factory, impl)
    for route in flat_routes(router):
        if isinstance(route, APIRoute) and route.name in one.methods:
            own = copy.copy(route)
            own.tags = [*tags, *(tag for tag in route.tags if tag not in router.tags)]
            yield own


def _put(route: APIRoute, routes: list[BaseRoute], protocol: type | None) -> None:
    """Put a route where the old server had it, which added methods by name (rule P6)."""
    behind = (
        at
        for at, other in enumerate(routes)
        if isinstance(other, APIRoute)
        # A router may call its handlers otherwise, which says nothing of their order.
        and hasattr(protocol, other.name)
        and route.name < other.name
        and overlap(route.path, other.path)
    )
    routes.insert(next(behind, len(routes)), route)


def made_router(api: str, factory: Factory, impl: Any) -> APIRouter:
    """What the factory of an API makes.

    Args:
        api: The API's name.
        factory: The factory.
        impl: What it gets.

    Raises:
        DeclarationError: When it fails, or makes something else.
    """
    try:
        router = factory.function(impl)
    except Exception as error:
        raise DeclarationError(
            f"The router of the API {api!r} cannot be made: {type(error).__name__}: "
            f"{one_line(error)}.",
            source=factory.source,
        ) from error
    if not isinstance(router, APIRouter):
        raise DeclarationError(
            f"The router factory of the API {api!r} returns {type(router).__name__}, "
            "not an APIRouter.",
            source=factory.source,
        )
    return router
