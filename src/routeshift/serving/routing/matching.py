"""Which route answers a request: found once, and used by whoever asks."""

from __future__ import annotations

import copy
import functools
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette._utils import get_route_path
from starlette.routing import BaseRoute, Match, Route, Router
from starlette.types import Scope

from routeshift.errors import DeclarationError
from routeshift.serving.routing.leaves import Leaf

SCOPE_MATCH = "routeshift.match"

# What answers 405 to a method that is not the route's.
_REFUSES = {APIRoute.handle, Route.handle}


class RouteMatch:
    """What answers a request.

    Args:
        owner: The dispatcher that asked.
        candidates: The routes that were asked.
        scope: The request's ASGI scope.
        route: The first route that matches, or else the first that takes the path alone.
        match: How it matches.
        child_scope: What it adds to the scope.
    """

    __slots__ = ("_child_scope", "_match", "_request", "_route", "candidates", "owner")

    def __init__(
        self,
        owner: object,
        candidates: Candidates,
        scope: Scope,
        route: BaseRoute | None,
        match: Match,
        child_scope: Scope,
    ) -> None:
        self.owner = owner
        self.candidates = candidates
        self._request = _request(scope)
        self._route = route
        self._match = match
        self._child_scope = child_scope

    @property
    def route(self) -> BaseRoute | None:
        """The route that serves the request; None when no route takes its path and method."""
        return self._route if self._match is Match.FULL else None

    def runs(self, scope: Scope) -> bool:
        """Whether anything answers but the router itself, with 404, 405 or a redirect.

        Args:
            scope: The request's ASGI scope.
        """
        if self._match is Match.PARTIAL:
            return not _is_refused(self._route, scope)
        return self._match is Match.FULL or self.candidates.has_another_answer(scope)

    def require(self, scope: Scope) -> None:
        """Refuse a request that is another one by now: whoever let it pass saw this one.

        Raises:
            DeclarationError: Its method, path or root path has changed.
        """
        now = _request(scope)
        if now != self._request:
            before, is_now = ((method, root + path) for method, path, root in (self._request, now))
            raise DeclarationError(
                f"OperationMiddleware saw {before}, which became {is_now} afterwards.",
                hint="Add the middleware that changes it after OperationMiddleware, to run first.",
            )

    def again(self, route: BaseRoute, scope: Scope) -> tuple[Match, Scope]:
        """How one of the routes matches this request, or a like one with another path."""
        if scope["path"] != self._request[1]:  # FastAPI tries a slash more or less.
            return route.matches(scope)
        # All others are said not to match: the first decision stands, whatever came in between.
        return (self._match, self._child_scope) if route is self._route else (Match.NONE, {})


class Candidates:
    """The routes that can answer some requests, tried as their router tries them.

    Args:
        router: The router.
        routes: The routes, in their order.
        late: What it tries after all routes; None when this FastAPI knows no such routes.

    Attributes:
        router: The router as if it had these routes only.
    """

    def __init__(
        self, router: APIRouter, routes: Sequence[BaseRoute], late: Sequence[Any] | None
    ) -> None:
        self._routes = routes
        self._late = late
        self.router = _copied(router, routes, late)

    @functools.cached_property
    def matched(self) -> APIRouter:
        """The router, whose routes match a request as the match in its scope says."""
        return _copied(self.router, [_remembering(route) for route in self._routes], self._late)

    def match(self, owner: object, scope: Scope) -> RouteMatch:
        """What answers a request.

        Args:
            owner: The dispatcher that asks.
            scope: The request's ASGI scope, which the routes may write to.
        """
        partial: tuple[BaseRoute, Match, Scope] | None = None
        for route in self._routes:
            match, child_scope = route.matches(scope)
            if match is Match.FULL:
                return RouteMatch(owner, self, scope, route, match, child_scope)
            # The first one answers a wrong method with 405, as in Starlette's own loop.
            if match is Match.PARTIAL and partial is None:
                partial = route, match, child_scope
        return RouteMatch(owner, self, scope, *(partial or (None, Match.NONE, {})))

    def has_another_answer(self, scope: Scope) -> bool:
        """Whether something answers a request that none of the routes takes."""
        by_default = getattr(self.router.default, "__func__", None) is not Router.not_found
        files = (route.matches(scope)[0] for route in self._late or ())
        return (by_default or any(m is not Match.NONE for m in files)) and not self._moves(scope)

    def _moves(self, scope: Scope) -> bool:
        """Whether a slash more or less makes it a path of one of the routes."""
        path = get_route_path(scope)
        if not self.router.redirect_slashes or path == "/":
            return False
        other = scope["path"].rstrip("/") if path.endswith("/") else scope["path"] + "/"
        # The router would redirect there, and a redirect runs nothing of an operation's.
        probe = {**scope, "path": other}
        return any(route.matches(probe)[0] is not Match.NONE for route in self._routes)


def _request(scope: Scope) -> tuple[str, str, str]:
    return scope["method"], scope["path"], scope.get("root_path", "")


def _is_refused(route: Any, scope: Scope) -> bool:
    methods = route.context.methods if isinstance(route, Leaf) else getattr(route, "methods", None)
    handle = type(route.route if isinstance(route, Leaf) else route).handle
    return handle in _REFUSES and bool(methods) and scope["method"] not in (methods or ())


def _copied(
    router: APIRouter, routes: Sequence[BaseRoute], late: Sequence[Any] | None
) -> APIRouter:
    copied: Any = copy.copy(router)
    copied.routes = list(routes)
    if late is not None:
        copied._low_priority_routes = late
    return copied  # type: ignore[no-any-return]


def _remembering(route: BaseRoute) -> BaseRoute:
    """The route, which matches as it did when it was asked first."""
    remembering: Any = copy.copy(route)
    remembering.matches = lambda scope: scope[SCOPE_MATCH].again(route, scope)
    return remembering  # type: ignore[no-any-return]
