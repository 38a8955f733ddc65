"""What included routers do to a request before their routes see it: limits, or code of their own.

What is private in FastAPI and used here, where it has limits: `_apply_router_form_limits` and
`wrap_app_with_body_limit`, and the tree that `_leaves` tells of.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, routing
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from routeshift.errors import DeclarationError

_Branch: Any = getattr(routing, "_IncludedRouter", None)
_limit_forms: Any = getattr(routing, "_apply_router_form_limits", None)
_limit_bodies: Any = getattr(routing, "wrap_app_with_body_limit", None)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that the routers around a route have.

    Attributes:
        forms: Those of forms, as FastAPI names them.
        body: The most bytes of a body; FastAPI's own routes know it themselves.
    """

    forms: Mapping[str, Any]
    body: int | None


NO_LIMITS = Limits({}, None)


def limits_of(routes: Iterable[BaseRoute], around: Limits = NO_LIMITS) -> Iterator[Limits]:
    """The limits of every route, in the order of `route_contexts`."""
    for route in routes:
        if _Branch is None or type(route) is not _Branch:
            yield around
            continue
        branch: Any = route
        yield from limits_of(branch.effective_candidates(), limits_within(branch, around))


def limits_within(branch: Any, around: Limits) -> Limits:
    """The limits of the routes of an included router.

    Args:
        branch: FastAPI's node of the router.
        around: The limits of the routers around it.
    """
    context = branch.include_context
    forms = {**around.forms, **(getattr(context, "form_limits", None) or {})}
    return Limits(forms, getattr(context, "max_body_size", None))


def handled_within(route: BaseRoute, forms: Mapping[str, Any], body: int | None) -> BaseRoute:
    """A route as an included router hands requests to it, with limits.

    Args:
        route: The route.
        forms: The limits of forms.
        body: The most bytes of a body; None for a route that knows its own limit.
    """
    if not forms and body is None:
        return route
    within: Any = copy.copy(route)
    handle = with_body_limit(route.handle, body)
    within.handle = _with_form_limits(handle, forms) if forms else handle
    return within  # type: ignore[no-any-return]


def limited(route: BaseRoute, limits: Limits) -> BaseRoute:
    """A route by itself that has the limits of the routers that were around it."""
    inner: Any = getattr(route, "app", None)
    if inner is None or not (limits.forms if isinstance(route, APIRoute) else limits.body):
        return route
    within: Any = copy.copy(route)
    if isinstance(route, APIRoute):
        within.app = _with_form_limits(inner, limits.forms)
    else:
        within.app = with_body_limit(inner, limits.body)
    return within  # type: ignore[no-any-return]


def with_body_limit(app: ASGIApp, limit: int | None) -> Any:
    """An ASGI app as FastAPI guards it against long bodies."""
    return app if limit is None else _limit_bodies(app, limit)


def _with_form_limits(app: ASGIApp, limits: Mapping[str, Any]) -> ASGIApp:
    async def within(scope: Scope, receive: Receive, send: Send) -> None:
        _limit_forms(scope, limits)
        await app(scope, receive, send)

    return within


def require_plain_routers(router: APIRouter) -> None:
    """Refuse routers that answer by more than their routes.

    Raises:
        DeclarationError: One of them has a dispatch of its own, or files of a frontend.
    """
    if _Branch is None:
        return  # FastAPI itself takes nothing but the routes.
    kind = type(router)
    own = [name for name in ("handle", "matches") if _overrides(kind, name)]
    if own:
        raise DeclarationError(
            f"The router {kind.__name__} answers by its own {own[0]}(), which mount cannot keep.",
            hint="Include that router by app.include_router, and leave its API out of mount.",
        )
    if getattr(router, "_low_priority_routes", ()):
        raise DeclarationError(
            "A router of an API serves the files of a frontend, which mount cannot keep.",
            hint="Give the frontend to the app itself.",
        )
    route: Any
    for route in router.routes:
        if type(route) is _Branch:
            require_plain_routers(route.original_router)


def _overrides(kind: type[APIRouter], name: str) -> bool:
    return getattr(kind, name, None) is not getattr(APIRouter, name, None)
