"""Routes of an included router as flat routes of the app, whichever FastAPI it is."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI, routing
from fastapi.datastructures import DefaultPlaceholder
from fastapi.routing import APIRoute, request_response
from starlette.routing import BaseRoute

from routeshift.serving.legacy import LegacyRoute
from routeshift.serving.routing import (
    limited,
    limits_of,
    require_plain_routers,
    route_contexts,
    with_body_limit,
)

# What an app can add to the routes that it includes, by the attribute of its router.
_MERGED = (
    "dependencies",
    "tags",
    "responses",
    "callbacks",
    "deprecated",
    "default_response_class",
    "generate_unique_id_function",
    "strict_content_type",
    "max_body_size",
    "form_limits",
    "include_in_schema",
)


def included(app: FastAPI, router: APIRouter) -> list[BaseRoute]:
    """What `app.include_router(router)` would serve, as flat routes that are not in the app yet.

    Routes keep their class and all their metadata (trap T14); the app's own dependencies,
    responses and the like are merged in as FastAPI does it.

    Args:
        app: The app.
        router: A router.
    """
    require_plain_routers(router)
    # FastAPI would build each route a second time, which is most of what a start takes.
    if _adds_nothing(app) and _is_plain(router):
        return [_adopted(app, route) for route in router.routes if isinstance(route, APIRoute)]
    routes = app.router.routes
    before = len(routes)
    app.include_router(router)
    added = routes[before:]
    # They join the app only when every API fits: nothing is added when something is wrong.
    del routes[before:]
    if not hasattr(routing, "iter_route_contexts"):
        _carry_attributes(router.routes, added)
    return _flat(added)


def flat_routes(router: APIRouter) -> list[BaseRoute]:
    """The routes of a router by themselves, with those of the routers that it includes.

    Args:
        router: The router.
    """
    require_plain_routers(router)
    return _flat(router.routes)


def _flat(routes: Sequence[BaseRoute]) -> list[BaseRoute]:
    pairs = zip(route_contexts(routes), limits_of(routes), strict=True)
    return [limited(_flattened(context), limits) for context, limits in pairs]


def _carry_attributes(originals: Iterable[BaseRoute], copies: Iterable[BaseRoute]) -> None:
    """Give copies made from options what their originals were given besides (trap T14)."""
    for original, made in zip(api_routes(originals), api_routes(copies), strict=True):
        for name, value in vars(original).items():
            made.__dict__.setdefault(name, value)


def document_as_included(app: FastAPI, route: BaseRoute) -> None:
    """Let the app add to a legacy route's document what it adds to the route (rule R6).

    Args:
        app: The app.
        route: A route that it serves.
    """
    legacy = route.legacy if isinstance(route, LegacyRoute) else None
    if legacy is not None and legacy.documented is not None:
        router = APIRouter()
        router.routes.append(legacy.documented)
        # By the same way as the served one, so that prefixes, tags and dependencies cannot differ.
        (documented,) = included(app, router)
        assert isinstance(documented, LegacyRoute)
        legacy.documented = documented


def _adds_nothing(app: FastAPI) -> bool:
    fresh = _fresh_router()
    return all(getattr(app.router, name, None) == getattr(fresh, name, None) for name in _MERGED)


@functools.cache
def _fresh_router() -> APIRouter:
    """The router of an app without settings: their defaults differ between versions."""
    return FastAPI(openapi_url=None).router


def _is_default(value: Any) -> bool:
    return not value or isinstance(value, DefaultPlaceholder)


def _is_plain(router: APIRouter) -> bool:
    """Whether including it means taking its routes, and nothing else."""
    return (
        all(isinstance(route, APIRoute) for route in router.routes)
        # What a router does at a start is lost when only its routes are taken.
        and not (router.on_startup or router.on_shutdown)
        and type(router.lifespan_context).__name__ in ("_DefaultLifespan", "DefaultLifespan")
        and all(
            _is_default(getattr(router, name, None)) for name in ("max_body_size", "form_limits")
        )
    )


def _adopted(app: FastAPI, route: APIRoute) -> APIRoute:
    """The route with the app's dependency overrides, which cost no second build."""
    adopted = copy.copy(route)
    adopted.dependency_overrides_provider = app
    # FastAPI puts the overrides into the handler, which is why it is made again.
    handler = request_response(adopted.get_route_handler())
    adopted.app = with_body_limit(handler, getattr(route, "max_body_size", None))
    return adopted


def _flattened(context: Any) -> BaseRoute:
    """A flat route of a route context: the same class, every option, every other attribute."""
    original = getattr(context, "original_route", context)
    if original is context or not isinstance(original, APIRoute):
        effective = getattr(context, "_effective_route", context)
        return effective if isinstance(effective, BaseRoute) else original
    flat = copy.copy(original)
    # A route's class may have attributes that its constructor does not take: all are carried.
    for name in vars(original):
        setattr(flat, name, getattr(context, name, getattr(original, name)))
    return flat


def api_routes(routes: Iterable[BaseRoute]) -> list[APIRoute]:
    """Those of the routes that FastAPI documents."""
    return [route for route in routes if isinstance(route, APIRoute)]
