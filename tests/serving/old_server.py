"""The old server's way of serving a webmethod, reduced to what a client can see.

The compat layer is held against it: it wraps each method and re-annotates its parameters.
"""

from __future__ import annotations

import functools
import inspect
import json
import warnings
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, get_origin

from fastapi import Body, FastAPI, HTTPException, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ValidationError

from routeshift.discovery import api_of
from routeshift.wire.routes import path_parameters

ROWS: list[tuple[type[Exception], int, str]] = [
    (ValueError, 400, "Invalid value: "),
    (PermissionError, 403, "Permission denied: "),
    (ConnectionError, 502, ""),
    (TimeoutError, 504, "Operation timed out: "),
    (NotImplementedError, 501, "Not implemented: "),
]


def old_app(protocol: type, impl: Any) -> FastAPI:
    """The old server's app of one legacy API.

    Args:
        protocol: The API.
        impl: Its implementation.
    """
    app = FastAPI(strict_content_type=False) if _knows_strictness() else FastAPI()
    for endpoint in api_of(protocol).endpoints:
        handler = _wrapped(getattr(impl, endpoint.name), endpoint.method, endpoint.path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            add = getattr(app, endpoint.method.lower())
            add(endpoint.path, response_model=None)(handler)

    @app.exception_handler(RequestValidationError)
    async def tell(_: Request, error: Exception) -> JSONResponse:
        detail = translated(error).detail
        return JSONResponse({"error": {"detail": detail}}, status_code=400)

    return app


def _knows_strictness() -> bool:
    return "strict_content_type" in inspect.signature(FastAPI.__init__).parameters


def translated(error: Exception) -> HTTPException:
    """The old server's table of errors."""
    if isinstance(error, ValidationError | RequestValidationError):
        errors = [{k: e[k] for k in ("loc", "msg", "type")} for e in error.errors()]  # type: ignore[literal-required]
        return HTTPException(400, {"errors": [{**e, "loc": list(e["loc"])} for e in errors]})
    for kind, status, words in ROWS:
        if isinstance(error, kind):
            return HTTPException(status, f"{words}{error}")
    if isinstance(getattr(error, "status_code", None), int):
        return HTTPException(error.status_code, str(error))  # type: ignore[attr-defined]
    return HTTPException(500, "Internal server error: An unexpected error occurred.")


async def _events(awaitable: Any) -> AsyncIterator[str]:
    try:
        async for item in await awaitable:
            data = item.model_dump_json() if isinstance(item, BaseModel) else json.dumps(item)
            yield f"data: {data}\n\n"
    except Exception as error:
        told = {"error": {"message": str(translated(error))}}
        yield f"data: {json.dumps(told)}\n\n"


def _wrapped(function: Callable[..., Any], method: str, path: str) -> Callable[..., Any]:
    @functools.wraps(function)
    async def handler(request: Request, **kwargs: Any) -> Any:
        params = kwargs.get("params")
        try:
            if kwargs.get("stream", getattr(params, "stream", False)):
                return StreamingResponse(
                    _events(function(**kwargs)), media_type="text/event-stream"
                )
            result = function(**kwargs)
            result = await result if inspect.isawaitable(result) else result
        except Exception as error:
            raise translated(error) from error
        if method == "DELETE" and result is None:
            return Response(status_code=204)
        return result

    signature = inspect.signature(function, eval_str=True)
    first = inspect.Parameter(
        "request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request
    )
    names = path_parameters(path)
    rest = [_annotated(p, method, names) for p in signature.parameters.values()]
    handler.__dict__["__signature__"] = signature.replace(parameters=[first, *rest])
    return handler


def _annotated(
    parameter: inspect.Parameter, method: str, names: tuple[str, ...]
) -> inspect.Parameter:
    if method != "POST":
        return parameter
    if parameter.name in names:
        return parameter.replace(annotation=Annotated[parameter.annotation, Path()])
    if get_origin(parameter.annotation) is Annotated:
        return parameter
    return parameter.replace(annotation=Annotated[parameter.annotation, Body(embed=True)])
