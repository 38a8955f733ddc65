"""The router of one API, of either kind."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from routeshift.discovery import Api
from routeshift.errors import DeclarationError
from routeshift.serving.legacy import legacy_route
from routeshift.serving.routing import route_contexts
from routeshift.wire import anonymous_path
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
    router = made_router(api, impl) if api.factory else APIRouter()
    # An API that moves operation by operation has both: the router's own wins, as clients see it.
    taken = {
        (method, anonymous_path(route.path))
        for route in route_contexts(router.routes)
        for method in getattr(route, "methods", None) or ()
    }
    for endpoint in api.endpoints:
        if (endpoint.method, anonymous_path(endpoint.path)) not in taken:
            router.routes.append(legacy_route(api, endpoint, impl))
    return router


def made_router(api: Api, impl: Any) -> APIRouter:
    """What the API's own factory makes.

    Raises:
        DeclarationError: When it fails, or makes something else.
    """
    assert api.factory is not None
    source = api.factory.source
    try:
        router = api.factory.function(impl)
    except Exception as error:
        raise DeclarationError(
            f"The router of the API {api.name!r} cannot be made: {type(error).__name__}: "
            f"{one_line(error)}.",
            source=source,
        ) from error
    if not isinstance(router, APIRouter):
        raise DeclarationError(
            f"The router factory of the API {api.name!r} returns {type(router).__name__}, "
            "not an APIRouter.",
            source=source,
        )
    return router
