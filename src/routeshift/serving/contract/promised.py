"""Lists of a body that the document promises as query parameters."""

import inspect
import warnings
from collections.abc import Callable, Collection
from typing import Annotated, Any, get_args

from fastapi.openapi.utils import get_openapi
from fastapi.params import Query
from fastapi.routing import APIRoute, APIRouter
from pydantic.fields import FieldInfo
from pydantic.json_schema import PydanticJsonSchemaWarning


def documented_in_query(router: APIRouter, *names: str) -> Callable[..., Any]:
    """A decorator for handlers whose body holds lists of the documented query.

    It stands above the decorators that add the routes.

    Args:
        router: The router of the handler.
        names: The parameters that are lists.
    """

    def document(handler: Any) -> Any:
        for route in router.routes:
            if inspect.unwrap(getattr(route, "endpoint", document)) is handler:
                document_in_query(route, names)
        return handler

    return document


def document_in_query(route: Any, names: Collection[str]) -> None:
    """Document fields of a route's body as query parameters.

    Args:
        route: The route, an `APIRoute`.
        names: The fields.
    """
    fields = _body_fields(route)
    shown = [_in_query(name, fields[name]) for name in names]

    def endpoint() -> None: ...

    vars(endpoint)["__signature__"] = inspect.Signature(shown)
    with warnings.catch_warnings():
        # A default that JSON cannot express is left out of the document.
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)
        routes = [APIRoute("/", endpoint)]
        document = get_openapi(title="", version="", routes=routes)
    extra = {"parameters": document["paths"]["/"]["get"]["parameters"]}
    if fields.keys() <= set(names):
        extra["requestBody"] = None
    route.openapi_extra = {**(route.openapi_extra or {}), **extra}


def _body_fields(route: APIRoute) -> dict[str, FieldInfo]:
    fields: Any = {p.name: p.field_info for p in route.dependant.body_params}
    if list(fields) == ["request"]:
        annotation = fields["request"].annotation
        model = (*get_args(annotation), annotation)[0]
        fields = getattr(model, "model_fields", fields)
    return {field.alias or name: field for name, field in fields.items()}


def _in_query(name: str, field: FieldInfo) -> inspect.Parameter:
    annotation: Any = field.annotation
    for item in field.metadata:
        # The schema of the body leaves it out, that of the query does not.
        if type(item).__name__ != "SkipJsonSchema":
            annotation = Annotated[annotation, item]
    query = Query(
        title=field.title,
        description=field.description,
        deprecated=field.deprecated,
    )
    default = field.get_default(call_default_factory=True)
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if field.is_required() else default,
        annotation=Annotated[annotation, query],
    )
