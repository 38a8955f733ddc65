"""What a client relies on beyond the routes themselves: errors, empty results, pages, streams.

The routes of this module answer handler errors, invalid requests, None, pages and streams in
the same way wherever their router is included. It needs nothing but FastAPI and pydantic.
"""

import asyncio
import functools
import inspect
import json
import logging
import typing
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

import anyio
import fastapi
from anyio.lowlevel import checkpoint_if_cancelled
from fastapi import HTTPException, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import Receive, Scope, Send

logger = logging.getLogger(__name__)

# The error responses that every operation documents; the components hold their schemas.
standard_responses: dict[int | str, dict[str, Any]] = {
    400: {"$ref": "#/components/responses/BadRequest400"},
    429: {"$ref": "#/components/responses/TooManyRequests429"},
    500: {"$ref": "#/components/responses/InternalServerError500"},
    "default": {"$ref": "#/components/responses/DefaultError"},
}

# The first row that fits an error gives its status and the words before its text. A handler
# that the host registered with the app for an exception class comes before these rows.
_ERRORS: tuple[tuple[type[Exception], int, str], ...] = (
    (ValueError, 400, "Invalid value: "),
    (PermissionError, 403, "Permission denied: "),
    (TimeoutError, 504, "Operation timed out: "),
    (ConnectionError, 502, ""),
    (NotImplementedError, 501, "Not implemented: "),
)
_UNEXPECTED = "Internal server error: An unexpected error occurred."


# Before 0.151, FastAPI takes a null for a field of the body that is missing.
_NULL_IS_MISSING = tuple(map(int, fastapi.__version__.split(".")[:2])) < (0, 151)


class ContractRoute(APIRoute):
    """A route that answers as clients of this API expect.

    - An invalid request is 400, `{"error": {"detail": {"errors": [...]}}}`.
    - An error in the handler is `{"detail": ...}` with a status of its own.
    - What the handler returns goes out whole: `response_model` documents, it does not filter.
    - None from a DELETE is 204 without a body.
    - A page whose `url` is None gets the route's path.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        deletes = "DELETE" in (options.get("methods") or ())
        super().__init__(path, _answering(endpoint, path, deletes=deletes), **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The request handler, with errors as this API tells them."""
        # Clients that send JSON without a Content-Type have always been understood.
        self.strict_content_type = False
        handler = super().get_route_handler()
        drops_nulls = _NULL_IS_MISSING and _request_model(self) is not None

        async def handle(request: Request) -> Response:
            try:
                if drops_nulls:
                    await _drop_nulls(request)
                return await handler(request)
            except RequestValidationError as error:
                told = RequestValidationError(_by_field(error, self))
                detail = {"detail": validation_detail(told)}
                return JSONResponse({"error": detail}, status_code=400)
            except StarletteHTTPException:
                raise
            except Exception as error:
                return await error_response(request, error)

        return handle


class EventStream(StreamingResponse):
    """Server-sent events: one `data:` line with JSON for each item of an iterator.

    An error ends the stream with an event `{"error": {"message": "<status>: <detail>"}}`. The
    iterator is closed when the client goes away.

    Args:
        events: The iterator, or the awaitable that gives it.
    """

    def __init__(self, events: Any) -> None:
        super().__init__(self._lines(events), media_type="text/event-stream")
        self._events = events
        self._request: Request | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
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
            self._events = await events if inspect.isawaitable(events) else events
            async for event in self._events:
                # An iterator that swallows its cancellation must not go on for nobody.
                await checkpoint_if_cancelled()
                yield _event_line(event)
        except (Exception, asyncio.CancelledError) as error:
            if _is_cancelled(error):
                raise
            assert self._request is not None
            yield _event_line(await _error_event(self._request, error))


def lists_in_body(*names: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency for routes whose lists in the query may come as a JSON body, too.

    Args:
        names: The parameters that are lists.
    """

    async def move(request: Request) -> None:
        await lists_to_query(request, names)

    return move


async def lists_to_query(request: Request, names: tuple[str, ...]) -> None:
    """Move the lists of a JSON body to the query.

    Args:
        request: The request, before its parameters are read.
        names: The parameters that are lists; a body that is a list is the first of them.
    """
    try:
        body = json.loads(await request.body() or "null")
    except (ValueError, RecursionError):
        return
    values = {names[0]: body} if isinstance(body, list) else body
    if not isinstance(values, dict):
        return
    pairs = [
        (name, item if isinstance(item, str) else json.dumps(item))
        for name in names
        if name not in request.query_params and isinstance(values.get(name), list)
        for item in values[name]
    ]
    old = request.scope["query_string"].decode("latin-1")
    new = urllib.parse.urlencode(pairs, errors="replace")
    request.scope["query_string"] = "&".join(filter(None, (old, new))).encode("latin-1")
    request.__dict__.pop("_query_params", None)


def _answering(
    endpoint: Callable[..., Any], path: str, *, deletes: bool
) -> Callable[..., Awaitable[Response]]:
    # FastAPI builds a route again for each router that includes it: wrap only once.
    handler = getattr(endpoint, "__contract_endpoint__", endpoint)

    @functools.wraps(handler)
    async def answer(*args: Any, **kwargs: Any) -> Response:
        try:
            result = handler(*args, **kwargs)
            if inspect.isawaitable(result):
                result = await result
        except StarletteHTTPException as error:
            raise HTTPException(error.status_code, str(error), error.headers) from error
        except RequestValidationError as error:
            raise HTTPException(400, validation_detail(error)) from error
        except asyncio.CancelledError as error:
            if _is_cancelled(error):
                raise
            raise RuntimeError("Something that the handler waited for was cancelled.") from error
        return _response(result, path, deletes=deletes)

    answer.__dict__["__contract_endpoint__"] = handler
    # Older versions of FastAPI would look up quoted annotations in this module.
    answer.__dict__["__signature__"] = inspect.signature(handler, eval_str=True)
    return answer


def _response(result: Any, path: str, *, deletes: bool) -> Response:
    if isinstance(result, Response):
        return result
    if result is None and deletes:
        return Response(status_code=204)
    try:
        return _serialized(_with_url(result, path) if isinstance(result, BaseModel) else result)
    except Exception as error:
        # A result that is no JSON is this server's fault, whatever the encoder calls it.
        raise RuntimeError(f"The result of {path} cannot be sent.") from error


def _serialized(result: Any) -> Response:
    if isinstance(result, BaseModel):
        return Response(result.model_dump_json(by_alias=True), media_type="application/json")
    return JSONResponse(jsonable_encoder(result))


def _with_url(model: BaseModel, path: str) -> BaseModel:
    fields = type(model).model_fields
    if "url" in fields and "has_more" in fields and getattr(model, "url", "") is None:
        return model.model_copy(update={"url": path})
    return model


def _is_cancelled(error: BaseException) -> bool:
    """Whether it is the request that was cancelled, not something that its handler waited for."""
    if not isinstance(error, asyncio.CancelledError):
        return False
    cancelling = getattr(asyncio.current_task(), "cancelling", None)
    return cancelling is None or cancelling() > 0


async def error_response(request: Request, error: Exception) -> Response:
    """What a client is told of an error in a handler.

    Args:
        request: The request.
        error: What the handler raised.
    """
    registered = request.app.exception_handlers
    for kind in type(error).__mro__[: type(error).__mro__.index(Exception)]:
        if kind in registered:
            told = registered[kind](request, error)
            return await told if inspect.isawaitable(told) else told  # type: ignore[no-any-return]
    told = _answer_of_table(error)
    if told.status_code == 500:
        logger.error("Unhandled error in %s %s", request.method, request.url.path, exc_info=error)
    return told


def _answer_of_table(error: Exception) -> Response:
    try:
        status, detail = _status_and_detail(error)
        return JSONResponse({"detail": detail}, status_code=status)
    except Exception:
        # An error whose own text fails, or cannot be sent.
        return JSONResponse({"detail": _UNEXPECTED}, status_code=500)


def _status_and_detail(error: Exception) -> tuple[int, Any]:
    if isinstance(error, ValidationError | RequestValidationError):
        return 400, validation_detail(error)
    for kind, status, words in _ERRORS:
        if isinstance(error, kind):
            return status, f"{words}{error}"
    own_status = getattr(error, "status_code", None)
    if isinstance(own_status, int) and 400 <= own_status <= 599:
        return own_status, str(error)
    return 500, _UNEXPECTED


def validation_detail(error: ValidationError | RequestValidationError) -> dict[str, Any]:
    """What a client is told of values that do not validate."""
    errors = [{"loc": e["loc"], "msg": e["msg"], "type": e["type"]} for e in error.errors()]
    return {"errors": jsonable_encoder(errors)}


def _by_field(error: RequestValidationError, route: APIRoute) -> list[Any]:
    """The errors, with a body that is no request model told as the fields that it lacks."""
    return [
        told
        for one in error.errors()
        for told in (_lacking(one, route) if tuple(one["loc"]) == ("body",) else [one])
    ]


async def _drop_nulls(request: Request) -> None:
    """Let the fields of a request model be as if they were parameters of the handler."""
    try:
        body = await request.json()
    except Exception:
        return  # FastAPI reads it again, and tells what is wrong with it.
    if isinstance(body, dict):
        request._json = {name: value for name, value in body.items() if value is not None}


def _request_model(route: APIRoute) -> Any:
    bodies = [p for p in route.dependant.body_params if p.name == "request"]
    annotation = bodies[0].field_info.annotation if bodies else None
    members = (annotation, *typing.get_args(annotation))
    return next((m for m in members if hasattr(m, "model_fields")), None)


def _lacking(error: Any, route: APIRoute) -> list[Any]:
    fields: dict[str, Any] = getattr(_request_model(route), "model_fields", {})
    absent = error["type"] == "missing"
    return [
        {"loc": ("body", field.alias or name), "msg": "Field required", "type": "missing"}
        for name, field in fields.items()
        if field.is_required() or not absent
    ] or [error]


async def _error_event(request: Request, error: BaseException) -> dict[str, Any]:
    try:
        status, detail = await _told(request, error)
    except Exception:
        # The error of an error: a handler of the host fails, or has no text to tell.
        logger.exception("Unhandled error in %s %s", request.method, request.url.path)
        status, detail = 500, _UNEXPECTED
    return {"error": {"message": f"{status}: {detail}"}}


async def _told(request: Request, error: BaseException) -> tuple[int, Any]:
    if isinstance(error, RequestValidationError):
        return 400, validation_detail(error)
    known = error if isinstance(error, Exception) else RuntimeError("It was cancelled.")
    response = await error_response(request, known)
    text = bytes(response.body).decode("utf-8", "replace")
    try:
        body = json.loads(text)
    except ValueError:
        return response.status_code, text
    return response.status_code, body.get("detail", body) if isinstance(body, dict) else body


def _event_line(event: Any) -> str:
    try:
        model = isinstance(event, BaseModel)
        data = event.model_dump_json() if model else json.dumps(event, allow_nan=False)
    except Exception as error:
        raise RuntimeError("An event of the stream cannot be sent.") from error
    return f"data: {data}\n\n"


async def _close(events: Any) -> None:
    if hasattr(events, "aclose"):
        await events.aclose()
    elif inspect.iscoroutine(events):
        events.close()
