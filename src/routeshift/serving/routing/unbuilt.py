"""The routes of an app for those who only look at them.

To say which path an included router gives a route, FastAPI builds the route a second time; at a
thousand routes that takes as long as the import of the app. What is private in FastAPI and used
here: the `include_context` of an included router, with what it adds to each route, and
`get_parameterless_sub_dependant`. Without them, and for routers with more than plain routes,
FastAPI's own way is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from fastapi import routing
from fastapi.dependencies import utils
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from routeshift.serving.routing.contexts import route_contexts

_Branch: Any = getattr(routing, "_IncludedRouter", None)
_dependant_of: Any = getattr(utils, "get_parameterless_sub_dependant", None)


class UnbuiltRoute:
    """A route of an included router, with what its routers add to it.

    Args:
        route: The route as its router has it.
        around: FastAPI's record of what all routers around it add.
        dependants: The dependencies in it.
    """

    app = None

    def __init__(self, route: APIRoute, around: Any, dependants: Sequence[Any]) -> None:
        self.original_route = route
        self.path = around.prefix + route.path
        self.tags = [*around.tags, *route.tags]
        self.deprecated = route.deprecated or around.deprecated
        self.dependant = SimpleNamespace(dependencies=[*dependants, *route.dependant.dependencies])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.original_route, name)


def unbuilt_routes(routes: Iterable[BaseRoute]) -> Iterator[Any]:
    """Every route, those of included routers with the path and metadata that they serve."""
    route: Any
    for route in routes:
        if _is_readable(route):
            yield from _inside(route, route.include_context)
        else:
            yield from route_contexts([route])


def _is_readable(route: Any) -> bool:
    """Whether it is an included router with plain routes alone, also in those that it includes."""
    return bool(_Branch and _dependant_of) and (
        type(route) is _Branch
        and all(
            isinstance(inner, APIRoute) or _is_readable(inner)
            for inner in route.original_router.routes
        )
    )


def _inside(branch: Any, around: Any) -> Iterator[UnbuiltRoute]:
    dependants = [_dependant_of(depends=one, path="") for one in around.dependencies]
    for route in branch.original_router.routes:
        if isinstance(route, APIRoute):
            yield UnbuiltRoute(route, around, dependants)
        else:
            yield from _inside(route, around.combine(route.include_context))
