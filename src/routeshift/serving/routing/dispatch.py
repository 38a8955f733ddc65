"""Finding the route of a request through an index, where FastAPI tries one route after another.

FastAPI's own code still decides which route answers, and how: it is only given the few routes
that can match the path, instead of all. Its routing rules hold, whatever they are: the order of
registration, greedy paths, 404, 405, redirects, mounts, root paths.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette._utils import get_route_path
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from routeshift.serving.routing.collector import collector_paused
from routeshift.serving.routing.index import RouteIndex
from routeshift.serving.routing.leaves import flat_routes, low_priority_routes, route_lists
from routeshift.serving.routing.matching import SCOPE_MATCH, Candidates, RouteMatch
from routeshift.serving.routing.paths import segments_of


def index_routes(app: FastAPI) -> Dispatcher:
    """Make an app find its routes through an index, and build them now.

    Routers are included with FastAPI's own `include_router`, before or after; `app.routes` and
    the document stay as they are. What was added to the app later is found as well: the index
    is made again at startup, or at the next request. A second call only brings it up to date.

    Args:
        app: The app with all its routers.

    Returns:
        The dispatcher, which is in place.
    """
    holder, name = _place(app.router)
    placed = getattr(holder, name)
    if isinstance(placed, Dispatcher):
        placed.refresh()
        return placed
    dispatcher = Dispatcher(app.router)
    setattr(holder, name, dispatcher)
    return dispatcher


def dispatcher_of(app: FastAPI) -> Dispatcher | None:
    """The dispatcher of an app; None when its routes have no index."""
    holder, name = _place(app.router)
    placed = getattr(holder, name)
    return placed if isinstance(placed, Dispatcher) else None


class Dispatcher:
    """An ASGI app that answers as its router does, in a time that does not grow with the routes.

    Args:
        router: The router of a FastAPI app.
    """

    def __init__(self, router: APIRouter) -> None:
        self._router = router
        self._settled = False
        self.refresh()

    @collector_paused()
    def refresh(self) -> None:
        """Bring the index up to date with the router's routes.

        It happens by itself when routes were added or removed; a route that is put in the place
        of another while requests are served needs this call.
        """
        self._lists = list(route_lists(self._router))
        self._lengths = list(map(len, self._lists))
        self._default = self._router.default
        self._redirects = self._router.redirect_slashes
        self._seen = list(self._router.routes)
        pairs = list(flat_routes(self._router.routes))
        self._routes = [route for route, _ in pairs]
        self._late = low_priority_routes(self._router)
        self._whole = self._candidates(range(len(pairs)))
        self._index = RouteIndex([shape for _, shape in pairs], self._candidates)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by the first route that matches, as the router would."""
        # By then a host has added all routes that it adds,
        # and the first request need not build anything.
        if scope["type"] == "lifespan":
            self.settle()
            await self._router.app(scope, receive, send)
            return
        match: RouteMatch | None = scope.get(SCOPE_MATCH)
        if match is None or match.owner is not self:
            await self._find(scope).router.app(scope, receive, send)
        else:
            match.require(scope)
            # A middleware has asked already: what it let
            # pass is what is served, without matching twice.
            await match.candidates.matched.app(scope, receive, send)

    def match(self, scope: Scope) -> RouteMatch:
        """What answers a request, as of now.

        Put into the scope as `SCOPE_MATCH`, it is what answers it in fact.

        Args:
            scope: Its ASGI scope, of type http.
        """
        return self._find(scope).match(self, scope)

    def _find(self, scope: Scope) -> Candidates:
        # Routes may be added at any time, also by a test:
        # lengths are compared, which costs next to nothing.
        if not self._settled or self._has_changed():
            self.settle()
        scope.setdefault("router", self._router)
        path = get_route_path(scope)
        # A pattern's `$` also matches before a newline at the end, and the path that is tried
        # with a slash less may be outside of a root path that ends with one.
        odd = "\n" in path or scope.get("root_path", "").endswith("/")
        return self._whole if odd else self._index.find(segments_of(path))

    def settle(self) -> None:
        """Bring the index up to date, also where a route is in the place of another one."""
        self._settled = True
        if self._has_changed() or not _same(self._seen, self._router.routes):
            self.refresh()

    def _has_changed(self) -> bool:
        router = self._router
        return (
            self._lists[0] is not router.routes
            or list(map(len, self._lists)) != self._lengths
            or self._default is not router.default
            or self._redirects is not router.redirect_slashes
        )

    def _candidates(self, positions: Iterable[int]) -> Candidates:
        routes = [self._routes[position] for position in positions]
        return Candidates(self._router, routes, self._late)


def _place(router: APIRouter) -> tuple[Any, str]:
    """Where the router's own dispatch is called from: itself, or its innermost middleware."""
    holder, name = router, "middleware_stack"
    # A router may have middleware of its own: the index
    # stands inside of it, where FastAPI would begin to match.
    while not _is_dispatch(getattr(holder, name), router):
        holder, name = getattr(holder, name), "app"
    return holder, name


def _is_dispatch(app: ASGIApp, router: APIRouter) -> bool:
    return isinstance(app, Dispatcher) or app == router.app


def _same(before: Sequence[BaseRoute], after: Sequence[BaseRoute]) -> bool:
    return len(before) == len(after) and all(map(operator.is_, before, after))
