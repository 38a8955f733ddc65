"""The operation of a request in its scope, before anything of the host runs."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from routeshift.errors import DeclarationError
from routeshift.serving.around import SCOPE_OPERATION
from routeshift.serving.lookup import operation_of_match
from routeshift.serving.routing import SCOPE_MATCH, RouteMatch, dispatcher_of, index_routes
from routeshift.wire import Operation


class OperationMiddleware:
    """Find what answers each HTTP request, and put its operation into the request's scope.

    A host's authentication, quota or metrics, added to the app before this one, read it with
    `scope_operation(scope)`: it is the same for a legacy operation and a migrated one. What was
    found is what answers: the app looks for its route no second time. A middleware that changes
    the path or method of requests is added after this one; later changes are refused.

    Args:
        app: The ASGI app around which it stands; `app.add_middleware(OperationMiddleware)`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection.

        Raises:
            DeclarationError: It stands around an app, not inside of one.
        """
        if scope["type"] == "http":
            app = scope.get("app")
            if not isinstance(app, FastAPI):
                raise DeclarationError(
                    "OperationMiddleware does not stand inside of a FastAPI app.",
                    hint="Use app.add_middleware(OperationMiddleware).",
                )
            match = (dispatcher_of(app) or index_routes(app)).match(scope)
            scope[SCOPE_MATCH] = match
            scope[SCOPE_OPERATION] = operation_of_match(match, scope["method"])
        await self._app(scope, receive, send)


def scope_operation(scope: Scope) -> Operation | None:
    """The operation of a request; None when none serves it, or none is known of what does.

    Args:
        scope: The scope, inside of `OperationMiddleware` or of an operation.
    """
    found: Operation | None = scope.get(SCOPE_OPERATION)
    return found


def runs_unknown(scope: Scope) -> bool:
    """Whether something answers a request of which no operation is known.

    That is a mounted app, a route of Starlette as those of the document, a websocket, files, a
    router with a dispatch of its own; also anything where no `OperationMiddleware` has looked.
    A gate that goes by operations refuses it: nobody said that it is public.

    Args:
        scope: The scope, inside of `OperationMiddleware`.

    Returns:
        False when the operation is known, and when the app itself answers: 404, 405, a redirect.
    """
    match: RouteMatch | None = scope.get(SCOPE_MATCH)
    return scope_operation(scope) is None and (match is None or match.runs(scope))
