"""The routes of an app as a flat list, in the order in which FastAPI tries them.

Since 0.137 FastAPI keeps included routers as a tree, walks it twice for a request, and builds
the routes in it again inside the first request. A `Leaf` is one route of that tree, built at
once. What is private in FastAPI and used here: `_IncludedRouter` with its `include_context` and
`effective_candidates()`, the contexts that these are, the two keys of the scope, and the
low-priority routes of a router. Without any of them an included router stays a single node,
which is slower and answers the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fastapi import APIRouter, routing
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from routeshift.serving.routing.limits import NO_LIMITS, Limits, handled_within, limits_within
from routeshift.serving.routing.paths import OPEN, PathShape, pattern_shape, shape_of_route

# By `getattr`: older versions have none of it, and later ones may lose it without notice.
_Branch: Any = getattr(routing, "_IncludedRouter", None)
_SCOPE: Any = getattr(routing, "_FASTAPI_SCOPE_KEY", None)
_CONTEXT: Any = getattr(routing, "_FASTAPI_EFFECTIVE_ROUTE_CONTEXT_KEY", None)
_MISSING = object()

can_flatten = bool(_Branch and _SCOPE and _CONTEXT)


class Leaf(BaseRoute):
    """A route of an included router, tried without the routers around it.

    Args:
        context: FastAPI's record of the route with all that its routers add to it.

    Attributes:
        context: The same.
        route: The route as its router has it.
    """

    def __init__(self, context: Any) -> None:
        self.context = context
        self.path_format = context.path_format
        self.route: APIRoute = context.original_route

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the route matches, as FastAPI asks it inside its router."""
        # FastAPI reads the route's whole path from there; another route may be asked next.
        own = scope.setdefault(_SCOPE, {})
        before = own.get(_CONTEXT, _MISSING)
        own[_CONTEXT] = self.context
        match, child_scope = self.route.matches(scope)
        if before is _MISSING:
            del own[_CONTEXT]
        else:
            own[_CONTEXT] = before
        return match, child_scope

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request by the route."""
        scope.setdefault(_SCOPE, {})[_CONTEXT] = self.context
        scope["route"] = self.route
        await self.route.handle(scope, receive, send)

    def shape(self) -> PathShape:
        """The shape of the route's whole path."""
        if type(self.route).matches is not APIRoute.matches:
            return OPEN
        return pattern_shape(self.context.path, self.context)


def flat_routes(routes: Iterable[BaseRoute]) -> Iterator[tuple[BaseRoute, PathShape]]:
    """Every route that can be tried by itself, with its shape; building all that is not built."""
    for route in routes:
        if can_flatten and type(route) is _Branch:
            yield from _leaves(route, NO_LIMITS)
        else:
            yield route, shape_of_route(route)


def route_lists(router: APIRouter) -> Iterator[Sequence[Any]]:
    """The lists that routes are added to, of a router and of all that it includes."""
    yield router.routes
    yield getattr(router, "_low_priority_routes", ())
    branch: Any
    for branch in router.routes:
        if can_flatten and type(branch) is _Branch:
            yield from route_lists(branch.original_router)


def low_priority_routes(router: APIRouter) -> list[Any] | None:
    """The routes that are tried after all others, with those of included routers.

    Returns:
        None when this FastAPI does not know such routes.
    """
    every = getattr(router, "_iter_low_priority_routes", None)
    return None if every is None else list(every())


def _leaves(branch: Any, around: Limits) -> Iterator[tuple[BaseRoute, PathShape]]:
    # A subclass may decide by anything: it is asked as it stands, whatever the path.
    if _has_own_code(branch):
        yield handled_within(branch, around.forms, None), OPEN
        return
    limits = limits_within(branch, around)
    for candidate in branch.effective_candidates():
        if type(candidate) is _Branch:
            yield from _leaves(candidate, limits)
        elif isinstance(candidate.original_route, APIRoute):
            leaf = Leaf(candidate)
            yield handled_within(leaf, limits.forms, None), leaf.shape()
        else:
            route = candidate.starlette_route
            yield handled_within(route, limits.forms, limits.body), shape_of_route(route)


def _has_own_code(branch: Any) -> bool:
    kind = type(branch.original_router)
    return kind.matches is not APIRouter.matches or kind.handle is not APIRouter.handle
