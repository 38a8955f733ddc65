"""Mounting any mix of legacy and migrated APIs in one FastAPI app."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import BaseRoute

from routeshift.app.documenting import document_both_kinds
from routeshift.discovery import (
    Api,
    Apis,
    adopting,
    inherited_by_both,
    with_extra_body,
    with_lists,
    with_tags,
)
from routeshift.errors import DeclarationError
from routeshift.serving import (
    Around,
    ContextHook,
    build_router,
    check,
    collector_paused,
    document_as_included,
    included,
    index_routes,
    operations_of_route,
    refuse_conflicts,
    require_fit,
    required_apis,
)
from routeshift.serving import bridge as bridged
from routeshift.serving import operations as already_there
from routeshift.wire import Operation, Words

logger = logging.getLogger(__name__)

# As the old servers said it (rule S6); other statuses have no words of their own.
_WORDS = {
    401: "Authentication required: ",
    403: "Permission denied: ",
    501: "Not implemented: ",
    504: "Operation timed out: ",
}


@collector_paused()
def mount(
    app: FastAPI,
    apis: Apis | Iterable[Api],
    impls: Mapping[str, Any],
    *,
    errors: Mapping[type[Exception], int] | None = None,
    bridge: bool = False,
    context: Sequence[ContextHook] = (),
    providers: Mapping[str, Sequence[str]] | None = None,
    lists: str | None = None,
    tags: Words | None = None,
    extra_body: str | None = None,
) -> list[Operation]:
    """Serve APIs of both kinds in one app; nothing is added to it when something is wrong.

    Args:
        app: The app.
        apis: What `discover` found.
        impls: What answers, by the name of its API. APIs without one are not served.
        errors: HTTP statuses of the host's own exception classes (rule S6).
        bridge: Whether implementations may have the signatures of the other kind.
        context: Functions of the request and the operation that return async context managers,
            held around each operation until its last byte is sent (rule S8).
        providers: What implements an API, by its name, for the list of routes; by default the
            name of the implementation's class.
        lists: Where lists on GET and DELETE are read from (rule P2), as `discover` takes it; by
            default as they were discovered.
        tags: The words of the tags of legacy APIs (rule D3), in the same way.
        extra_body: The vendor extension for their extra body fields (rule P11), in the same way.

    Returns:
        The operations that are served by now.

    Raises:
        DeclarationError: When implementations do not fit their APIs (all findings in one error,
            rule R7), one has no API, two operations have the same method and path, or an
            argument is of a wrong kind.
    """
    by = providers or {}
    wanted = with_lists(required_apis(app, apis, impls, errors, context), lists)
    wanted = with_extra_body(with_tags(wanted, tags), extra_body)
    known = {api.name: api for api in adopting(wanted, impls)}
    _refuse_unknown(known, impls)

    @functools.cache
    def router_of(name: str) -> APIRouter:
        return build_router(known[name], _bridged(known[name], impls[name], wanted=bridge))

    problems = check(known.values(), impls, bridge=bridge, router_of=router_of)
    require_fit(problems)
    there = already_there(app)
    shared = _Shared(wanted, there)
    served: list[tuple[BaseRoute, list[Operation]]] = []
    for name in known:
        if name in impls:
            implemented = by.get(name) or (type(impls[name]).__name__,)
            for route in included(app, router_of(name)):
                found = _operations(route, name, implemented)
                if not found or not all(map(shared.is_served, found)):
                    served.append((route, found))
    for route, _ in served:
        document_as_included(app, route)
    # All is made and checked before the first line changes the app.
    operations = [operation for _, found in served for operation in found]
    refuse_conflicts([*there, *operations])
    for problem in problems:
        logger.warning("%s (%s)", problem.reason, problem.source)
    for kind, status in (errors or {}).items():
        app.add_exception_handler(kind, _renderer(status))
    for route, found in served:
        _surround(route, found, context)
        app.router.routes.append(route)
    # Routers that include this app's router look at this number to notice new routes.
    getattr(app.router, "_mark_routes_changed", lambda: None)()
    document_both_kinds(app)
    index_routes(app)
    return operations


class _Shared:
    """What several APIs of an app inherit, of which the first answers, as in the old servers."""

    def __init__(self, apis: Iterable[Api], there: Iterable[Operation]) -> None:
        self._apis = {api.name: api for api in apis}
        self._owners: dict[Any, str] = {
            (o.key, o.source): o.api for o in there if o.source is not None
        }

    def is_served(self, operation: Operation) -> bool:
        """Whether another API that has an operation's method from the same class serves it."""
        one = self._apis[operation.api]
        other = self._apis.get(self._owners.get((operation.key, operation.source), ""))
        if other is None or other is one:
            return False
        return operation.name in inherited_by_both(one, other)


def _refuse_unknown(known: Mapping[str, Api], impls: Mapping[str, Any]) -> None:
    for name in impls:
        if name not in known:
            raise DeclarationError(
                f"There is an implementation for {name!r}, but no such API.",
                hint=f"The APIs are: {', '.join(known) or 'none'}.",
            )


def _bridged(api: Api, impl: Any, *, wanted: bool) -> Any:
    routed = api.factory.protocol if api.factory else None
    # An API of both kinds is called by way of two Protocols, each in its own convention.
    for protocol in (routed, api.protocol) if wanted else ():
        impl = impl if protocol is None else bridged(impl, protocol)
    return impl


def _operations(route: BaseRoute, api: str, providers: Sequence[str]) -> list[Operation]:
    if not isinstance(route, APIRoute):
        return []
    return operations_of_route(route, api, tuple(providers))


def _renderer(status: int) -> Callable[[Request, Exception], Response]:
    def render(_: Request, error: Exception) -> Response:
        return JSONResponse({"detail": f"{_WORDS.get(status, '')}{error}"}, status_code=status)

    return render


def _surround(
    route: BaseRoute, operations: list[Operation], context: Sequence[ContextHook]
) -> None:
    # `included` made the route for this app: nobody else has it.
    if isinstance(route, APIRoute):
        route.app = Around(route.app, {o.method: o for o in operations}, context)
