"""What happens around each operation: its record in the scope, context hooks, errors."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

from fastapi import Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from routeshift.serving.contract import error_response, validation_detail
from routeshift.wire import Operation

SCOPE_OPERATION = "routeshift.operation"

ContextHook = Callable[[Request, Operation], AbstractAsyncContextManager[Any]]
"""Called before each operation; what it returns is entered, and left after the last byte."""


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return JSONResponse({"error": {"detail": validation_detail(error)}}, status_code=400)


async def _failed(request: Request, error: Exception) -> Response:
    return error_response(request, error)


class Around:
    """An ASGI app around the one of an operation's route.

    Context hooks are held until the response is sent, streams included (rule S8), and errors of
    routes that render none themselves are rendered as this API does (rules S6, S7).

    Args:
        app: The route's ASGI app.
        operations: The operations of the route, by their HTTP method.
        hooks: Context hooks, the outermost first.
    """

    __slots__ = ("_app", "_handlers", "_hooks", "operations")

    def __init__(
        self, app: ASGIApp, operations: Mapping[str, Operation], hooks: Sequence[ContextHook]
    ) -> None:
        self._app = app
        self.operations = operations
        self._hooks = tuple(hooks)
        self._handlers: tuple[Any, Any] | None = None

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Serve one request."""
        operation = self.operations[scope["method"]]
        # Before anything else, for hooks, handlers of errors and logs ask for it.
        scope[SCOPE_OPERATION] = operation
        self._render_errors(scope)
        if self._hooks:
            return self._within_hooks(operation, scope, receive, send)
        return self._app(scope, receive, send)

    def _render_errors(self, scope: Scope) -> None:
        given = scope.get("starlette.exception_handlers", ({}, {}))
        # The app hands over the same mappings with each
        # request: they are merged once, not per request.
        if self._handlers is None or self._handlers[0] is not given[0]:
            self._handlers = given[0], (_with_ours(given[0]), given[1])
        scope["starlette.exception_handlers"] = self._handlers[1]

    async def _within_hooks(
        self, operation: Operation, scope: Scope, receive: Receive, send: Send
    ) -> None:
        request = Request(scope)
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            async with AsyncExitStack() as stack:
                for hook in self._hooks:
                    await stack.enter_async_context(hook(request, operation))
                await self._app(scope, receive, sending)
        # An error of a hook itself: one of the operation has become a response inside.
        except Exception as error:
            if started:
                raise
            response = await _response(request, error)
            await response(scope, receive, send)


def _with_ours(handlers: Mapping[Any, Any]) -> dict[Any, Any]:
    """The app's exception handlers; ours where it has none, or FastAPI's own for a 422."""
    merged = {Exception: _failed, **handlers}
    if handlers.get(RequestValidationError) in (None, request_validation_exception_handler):
        merged[RequestValidationError] = _invalid
    return merged


async def _response(request: Request, error: Exception) -> Response:
    """The answer of the handler that would get the error if the operation had raised it."""
    by_class, by_status = request.scope["starlette.exception_handlers"]
    handler = by_status.get(error.status_code) if isinstance(error, HTTPException) else None
    if handler is None:
        # Up the class, as Starlette looks; `_with_ours`
        # has one for `Exception`, so that one is found.
        handler = next(by_class[kind] for kind in type(error).__mro__ if kind in by_class)
    response = handler(request, error)
    return await response if inspect.isawaitable(response) else response  # type: ignore[no-any-return]
