"""The operations of routes of either kind, read from the routes that serve them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from routeshift.discovery import source_of
from routeshift.naming import level_of, snake_case
from routeshift.operation import SCOPE_KEY, Operation, says_public
from routeshift.serving._around import Around
from routeshift.serving._legacy import LegacyRoute
from routeshift.webmethod import extension_extras


def operations_of_route(route: Any, api: str | None = None) -> list[Operation]:
    """The operations of one `APIRoute` or route context, one for each of its methods.

    Args:
        route: The route; nothing of it is dropped or guessed (trap T14).
        api: The API that it belongs to; by default it is told by the first tag.
    """
    if isinstance(route.app, Around):
        return list(route.app.operations.values())
    legacy = getattr(route, "original_route", route)
    if isinstance(legacy, LegacyRoute):
        return [replace(legacy.legacy.operation, path=route.path)]
    extensions = route.openapi_extra or {}
    return [
        Operation(
            api=api if api is not None else _api_of_tags(route.tags),
            name=route.name,
            method=method,
            path=route.path,
            kind="router",
            level=level_of(route.path),
            declared_method=method,
            deprecated=bool(route.deprecated),
            public=says_public(extensions),
            scope=extensions.get(SCOPE_KEY),
            source=source_of(getattr(route.endpoint, "__contract_endpoint__", route.endpoint)),
            extras=extension_extras(extensions),
        )
        for method in sorted(route.methods)
    ]


def _api_of_tags(tags: Iterable[Any]) -> str:
    first = next(iter(tags), "")
    return snake_case(str(getattr(first, "value", first))).replace(" ", "_")
