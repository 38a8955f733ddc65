"""Server-sent events that end with the error when there is one."""

import asyncio
import json
from collections.abc import AsyncIterator
from inspect import isawaitable, iscoroutine
from typing import Any

import anyio
from anyio.lowlevel import checkpoint_if_cancelled
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from starlette.types import Scope

from routeshift.serving.contract.routes import (
    UNEXPECTED,
    error_response,
    logger,
    validation_detail,
)


class EventStream(StreamingResponse):
    """Server-sent events: a `data:` line with JSON for each item.

    An error is the last: `{"error": {"message": "<status>: <detail>"}}`. The
    iterator is closed when the client goes away.

    Args:
        events: The iterator, or the awaitable that gives it.
    """

    def __init__(self, events: Any) -> None:
        super().__init__(self._lines(events), media_type="text/event-stream")
        self._events = events
        self._request: Request | None = None

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Send the stream, and close what it reads from, however it ends."""
        self._request = Request(scope)
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await _close(self.body_iterator)
                await _close(self._events)

    async def _lines(self, events: Any) -> AsyncIterator[str]:
        try:
            self._events = await events if isawaitable(events) else events
            async for event in self._events:
                # One that swallows its cancellation must not go on for nobody.
                await checkpoint_if_cancelled()
                yield _event_line(event)
        except (Exception, asyncio.CancelledError) as error:
            is_cancelled = isinstance(error, asyncio.CancelledError)
            task = asyncio.current_task()
            if is_cancelled and getattr(task, "cancelling", lambda: 1)():
                raise  # The client has left.
            assert self._request is not None
            yield _event_line(await _error_event(self._request, error))


async def _error_event(request: Request, error: BaseException) -> Any:
    told: tuple[int, Any] = 500, UNEXPECTED
    try:
        told = await _told(request, error)
    except Exception as failure:
        # A handler of the host fails, or has no text to tell.
        where = f"{request.method} {request.url.path}"
        logger.error("Unhandled error in %s", where, exc_info=failure)
    return {"error": {"message": f"{told[0]}: {told[1]}"}}


async def _told(request: Request, error: BaseException) -> tuple[int, Any]:
    if isinstance(error, RequestValidationError):
        return 400, validation_detail(error)
    if not isinstance(error, Exception):
        error = RuntimeError("What it waited for was cancelled.")
    response = error_response
    for kind in type(error).__mro__[: type(error).__mro__.index(Exception)]:
        if kind in request.app.exception_handlers:
            response = request.app.exception_handlers[kind]
            break
    told: Any = response(request, error)
    told = await told if isawaitable(told) else told
    text = bytes(told.body).decode("utf-8", "replace")
    try:
        body = json.loads(text)
    except ValueError:
        return told.status_code, text
    detail = body.get("detail", body) if isinstance(body, dict) else body
    return told.status_code, detail


def _event_line(event: Any) -> str:
    try:
        if isinstance(event, BaseModel):
            return f"data: {event.model_dump_json()}\n\n"
        return f"data: {json.dumps(event, allow_nan=False)}\n\n"
    except Exception as error:
        raise RuntimeError("An event of the stream cannot be sent.") from error


async def _close(events: Any) -> None:
    if hasattr(events, "aclose"):
        await events.aclose()
    elif iscoroutine(events):
        events.close()
