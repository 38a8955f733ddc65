"""The operation of a request in its scope, before anything of the host runs."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from routeshift.operation import Operation
from routeshift.serving._around import SCOPE_OPERATION
from routeshift.serving._lookup import operation_of_scope


class OperationMiddleware:
    """Put the operation of each HTTP request into its scope.

    A host's authentication, quota or metrics, added to the app before this one, read it with
    `scope_operation(scope)`: it is the same for a legacy operation and a migrated one.

    Args:
        app: The ASGI app around which it stands; `app.add_middleware(OperationMiddleware)`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http":
            scope[SCOPE_OPERATION] = operation_of_scope(scope["app"], scope)
        await self._app(scope, receive, send)


def scope_operation(scope: Scope) -> Operation | None:
    """The operation of a request; None when none serves it.

    Args:
        scope: The scope, inside of `OperationMiddleware` or of an operation.
    """
    found: Operation | None = scope.get(SCOPE_OPERATION)
    return found
