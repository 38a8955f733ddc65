"""How this API answers where FastAPI alone would answer in another way."""

import asyncio
import logging
from contextlib import suppress
from functools import wraps
from inspect import Parameter, isawaitable, signature
from typing import Any, get_args

from fastapi import HTTPException, Request, Response, __version__
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

logger = logging.getLogger(__name__)
# What every operation documents; the document's components hold the schemas.
standard_responses: dict[int | str, dict[str, Any]] = {
    400: {"$ref": "#/components/responses/BadRequest400"},
    429: {"$ref": "#/components/responses/TooManyRequests429"},
    500: {"$ref": "#/components/responses/InternalServerError500"},
    "default": {"$ref": "#/components/responses/DefaultError"},
}
# Before 0.151, FastAPI takes a null in the body for a field that is missing.
_NULL_IS_MISSING = tuple(map(int, __version__.split(".")[:2])) < (0, 151)


class ContractRoute(APIRoute):
    """A route that answers as clients of this API expect.

    An invalid request is 400, an error has a status of its own, a DELETE of
    None is 204 unless the route says another, and no model filters results.
    """

    def __init__(self, path: str, endpoint: Any, **options: Any) -> None:
        super().__init__(path, self._answering(endpoint), **options)

    def get_route_handler(self) -> Any:
        """The request handler, with errors as clients know them."""
        # JSON has always been understood without its Content-Type.
        self.strict_content_type = False
        handler = super().get_route_handler()
        bodies = {p.name: p.field_info for p in self.dependant.body_params}
        annotation = getattr(bodies.get("request"), "annotation", None)
        model = (*get_args(annotation), annotation)[0]

        async def handle(request: Request) -> Response:
            with suppress(Exception):  # FastAPI says what is wrong with it.
                if model and _NULL_IS_MISSING:
                    items = (await request.json()).items()
                    request._json = {k: v for k, v in items if v is not None}
            try:
                return await handler(request)
            except RequestValidationError as e:
                detail = {"detail": validation_detail(e, model)}
                return JSONResponse({"error": detail}, 400)
            except Exception as e:
                known = request.app.exception_handlers.keys() - {Exception}
                if known.intersection(type(e).__mro__):
                    raise
                return error_response(request, e)

        return handle

    def response(self, result: Any, status: int | None = None) -> Response:
        """The response with what the handler returned."""
        if isinstance(result, Response):
            return result
        gone = result is None and "DELETE" in (self.methods or ())
        status = status or self.status_code or (204 if gone else 200)
        bodiless = status in (204, 205, 304)
        if bodiless and result is None:
            return Response(status_code=status)
        status = 200 if bodiless else status
        if isinstance(result, BaseModel):
            text = result.model_dump_json(by_alias=True)
            return Response(text, status, media_type="application/json")
        return JSONResponse(jsonable_encoder(result), status)

    def _answering(self, endpoint: Any) -> Any:
        # Including a router may build its routes again: wrap only once.
        handler = getattr(endpoint, "__contract_endpoint__", endpoint)
        # Older FastAPI would look up the names of quoted annotations here.
        shape = signature(handler, eval_str=True)
        every = list(shape.parameters.values())
        own = [one.name for one in every if _is_response(one.annotation)]
        name, kind = (*own, "_given")[0], Parameter.POSITIONAL_OR_KEYWORD
        if not own:
            every.insert(0, Parameter(name, kind, annotation=Response))

        @wraps(handler)
        async def answer(*args: Any, **kwargs: Any) -> Response:
            # What dependencies set of the response.
            given = kwargs.get(name) if own else kwargs.pop(name, None)
            try:
                result = handler(*args, **kwargs)
                result = await result if isawaitable(result) else result
            except StarletteHTTPException as e:
                raise HTTPException(e.status_code, str(e), e.headers) from e
            except RequestValidationError as e:
                raise HTTPException(400, validation_detail(e)) from e
            except asyncio.CancelledError as e:
                if getattr(asyncio.current_task(), "cancelling", lambda: 1)():
                    raise  # The client has left.
                raise RuntimeError("What it waited for was cancelled.") from e
            try:
                response = self.response(result, given and given.status_code)
            except Exception as e:  # No client's fault, as a ValueError is.
                raise RuntimeError(f"{self.path} returned no JSON.") from e
            if given and response is not result:
                response.headers.raw.extend(given.headers.raw)
            return response

        vars(answer)["__contract_endpoint__"] = handler
        vars(answer)["__signature__"] = shape.replace(parameters=every)
        return answer


def _is_response(annotation: Any) -> bool:
    annotation = (*get_args(annotation), annotation)[0]
    return isinstance(annotation, type) and issubclass(annotation, Response)


def validation_detail(error: Any, model: Any = None) -> dict[str, Any]:
    """What a client is told of invalid values, or a body that is no model."""
    told = []
    for one in error.errors():
        loc, problem = tuple(one["loc"]), one["type"]
        fields = getattr(model, "model_fields", {}) if loc == ("body",) else {}
        lacking = {"msg": "Field required", "type": "missing"}
        told += [
            {"loc": (*loc, field.alias or name), **lacking}
            for name, field in fields.items()
            if field.is_required() or problem != "missing"
        ] or [{"loc": loc, "msg": one["msg"], "type": problem}]
    return {"errors": jsonable_encoder(told)}


UNEXPECTED = "Internal server error: An unexpected error occurred."
# The first row that fits an error gives its status and its text.
_ERRORS: tuple[tuple[Any, int, Any], ...] = (
    ((ValidationError, RequestValidationError), 400, validation_detail),
    (ValueError, 400, "Invalid value: {}".format),
    (PermissionError, 403, "Permission denied: {}".format),
    (TimeoutError, 504, "Operation timed out: {}".format),
    (ConnectionError, 502, str),
    (NotImplementedError, 501, "Not implemented: {}".format),
)


def error_response(request: Request, error: Exception) -> Response:
    """What a client is told of an error in a handler."""
    response = JSONResponse({"detail": UNEXPECTED}, 500)
    with suppress(Exception):  # Its own text may fail, or be none to send.
        rows = [row[1:] for row in _ERRORS if isinstance(error, row[0])]
        own = getattr(error, "status_code", None)
        if isinstance(own, int) and 400 <= own <= 599:
            rows.append((own, str))
        for status, tell in rows[:1]:
            response = JSONResponse({"detail": tell(error)}, status)
    if response.status_code == 500:
        where = f"{request.method} {request.url.path}"
        logger.error("Unhandled error in %s", where, exc_info=error)
    return response
