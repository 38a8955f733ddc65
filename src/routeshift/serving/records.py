"""The operations of routes of either kind, read from the routes that serve them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Host, Mount, WebSocketRoute

from routeshift.discovery import source_of
from routeshift.errors import DeclarationError
from routeshift.serving.around import Around
from routeshift.serving.dependencies import dependencies_of
from routeshift.serving.legacy import LegacyRoute
from routeshift.serving.loops import is_webmethod
from routeshift.serving.routing import unbuilt_routes
from routeshift.webmethod import extension_extras
from routeshift.wire import SCOPE_KEY, Kind, Operation, level_of, says_public, snake_case


def operations_of_route(
    route: Any, api: str | None = None, providers: tuple[str, ...] = ()
) -> list[Operation]:
    """The operations of one `APIRoute` or route context, one for each of its methods.

    Args:
        route: The route; nothing of it is dropped or guessed (trap T14).
        api: The API that it belongs to; by default it is told by the first tag.
        providers: What implements them, where that is known.
    """
    # A mounted route carries its records: they know the API and the providers, which no route does.
    if isinstance(route.app, Around):
        known = list(route.app.operations.values())
        return [replace(one, providers=providers) for one in known] if providers else known
    legacy = getattr(route, "original_route", route)
    facts: dict[str, Any] = {"tags": _words(route.tags), **dependencies_of(route.dependant)}
    if isinstance(legacy, LegacyRoute):
        record = legacy.legacy.operation
        return [replace(record, path=route.path, providers=providers, **facts)]
    extensions = route.openapi_extra or {}
    return [
        Operation(
            api=api if api is not None else _api_of_tags(route.tags),
            name=route.name,
            method=method,
            path=route.path,
            kind="legacy" if is_webmethod(route.endpoint, route.path) else "router",
            level=level_of(route.path),
            declared_method=method,
            deprecated=bool(route.deprecated),
            public=says_public(extensions),
            scope=extensions.get(SCOPE_KEY),
            source=source_of(getattr(route.endpoint, "__contract_endpoint__", route.endpoint)),
            extras=extension_extras(extensions),
            providers=providers,
            **facts,
        )
        for method in sorted(route.methods)
    ]


def records_of_route(route: Any, api: str | None = None) -> list[Operation]:
    """The operations of one route or route context, or a record of it when it has none.

    Args:
        route: The route.
        api: The API that it belongs to; by default it is told by the first tag.
    """
    original = getattr(route, "original_route", route)
    if isinstance(original, APIRoute):
        return operations_of_route(route, api)
    kind, methods = _kind_and_methods(route)
    endpoint = getattr(route, "endpoint", None)
    path = getattr(route, "path", None) or getattr(original, "host", "") or "/"
    app = getattr(route, "app", None) if kind in ("mount", "host") else None
    return [
        Operation(
            api=api or "",
            name=getattr(route, "name", None) or "",
            method=method,
            path=path,
            kind=kind,
            level=level_of(path),
            source=source_of(endpoint) if callable(endpoint) and app is None else None,
            providers=() if app is None else (type(app).__name__,),
            extras={} if app is None else _inside(original),
            **dependencies_of(getattr(route, "dependant", None)),
        )
        for method in methods
    ]


def _inside(mount: Any) -> dict[str, int]:
    """How many routes a mounted app has, where it has any."""
    count = sum(map(_count, unbuilt_routes(getattr(mount, "routes", None) or ())))
    return {"routes": count} if count else {}


def _count(route: Any) -> int:
    """How many a list has of a route; what is mounted counts as one, for it may mount itself."""
    if isinstance(getattr(route, "original_route", route), APIRoute):
        return len(operations_of_route(route))
    kind, methods = _kind_and_methods(route)
    return 0 if kind == "page" else len(methods)


def refuse_conflicts(operations: Iterable[Operation]) -> None:
    """Refuse the same method and path twice.

    FastAPI serves the first of them, documents the last, and says next to nothing.

    Raises:
        DeclarationError: Naming both sources.
    """
    seen: dict[tuple[str, str], Operation] = {}
    for operation in operations:
        first = seen.setdefault(operation.key, operation)
        if first is not operation:
            raise DeclarationError(
                f"{operation} is declared twice: by {operation.api}.{operation.name}, and by "
                f"{first.api}.{first.name} in {first.source or 'an unknown place'}.",
                source=operation.source,
                hint="Remove one of the two.",
            )


def _kind_and_methods(route: Any) -> tuple[Kind, list[str]]:
    """What a route is that is no operation, and the methods that it takes: `*` for any."""
    original = getattr(route, "original_route", route)
    if isinstance(original, WebSocketRoute):
        return "websocket", ["WS"]
    if isinstance(original, Mount | Host):
        return "mount" if isinstance(original, Mount) else "host", ["*"]
    methods = set(getattr(route, "methods", None) or ())
    # The app's own: its document, and the pages that show it.
    module = getattr(getattr(route, "endpoint", None), "__module__", None)
    kind: Kind = "page" if module == FastAPI.__module__ else "route"
    # Starlette adds HEAD to each GET.
    return kind, sorted(methods - {"HEAD"} if "GET" in methods else methods) or ["*"]


def _api_of_tags(tags: Iterable[Any]) -> str:
    return snake_case(next(iter(_words(tags)), "")).replace(" ", "_")


def _words(tags: Iterable[Any]) -> tuple[str, ...]:
    """Tags as text; they may be members of an enumeration."""
    return tuple(str(getattr(tag, "value", tag)) for tag in tags)
