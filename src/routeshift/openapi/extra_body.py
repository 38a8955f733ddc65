"""Body fields that client SDKs pass through `extra_body` (rule P11)."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from routeshift.wire import EXTRA_BODY_KEY, EXTRA_BODY_MARKER

_TEMPLATE = "#/components/schemas/{model}"


def list_extra_body(document: dict[str, Any], routes: Sequence[Any]) -> None:
    """See to it that the marked body fields of each operation are documented.

    Legacy routes and those that the codemod writes list theirs, and hide them from the schema.
    What other routes and the author of a bare body's model have marked is listed for them.

    Args:
        document: The document, which is changed.
        routes: The routes that it was made from.
    """
    for route in routes:
        marked = list(_marked(route))
        listed = [
            {"name": name, "description": marker.description, "required": field.is_required()}
            for name, field, marker in marked
            if not _hidden(field)
        ]
        item = document["paths"].get(getattr(route, "path_format", None), {})
        for method in route.methods if listed else ():
            if method.lower() in item:
                item[method.lower()][EXTRA_BODY_KEY] = listed


def add_hidden_models(schemas: dict[str, Any], routes: Sequence[Any]) -> None:
    """Add the models that hidden fields refer to (rules P2, P11), which FastAPI does not collect.

    Args:
        schemas: The components, which are changed.
        routes: The routes of the document.
    """
    for model in {model for route in routes for model in body_models(route)}:
        for field in filter(_hidden, model.model_fields.values()):
            annotation: Any = field.annotation
            made = TypeAdapter(annotation).json_schema(ref_template=_TEMPLATE)
            for name, schema in made.get("$defs", {}).items():
                # FastAPI has it as two, of which this is the one that is sent.
                if f"{name}-Input" not in schemas:
                    schemas.setdefault(name, schema)


def _hidden(field: FieldInfo) -> bool:
    """Whether the schema of its model leaves a field out."""
    return any(type(item).__name__ == "SkipJsonSchema" for item in field.metadata)


def body_models(route: Any) -> Iterator[type[BaseModel]]:
    """The models of a route's body."""
    for parameter in _body_parameters(route):
        yield from _models(parameter.field_info.annotation)


def _body_parameters(route: Any) -> Sequence[Any]:
    return getattr(getattr(route, "dependant", None), "body_params", ())


def _marked(route: Any) -> Iterator[tuple[str, FieldInfo, Any]]:
    for parameter in _body_parameters(route):
        yield from _marked_field(parameter.alias, parameter.field_info)
    for model in body_models(route):
        for name, field in model.model_fields.items():
            yield from _marked_field(field.alias or name, field)


def _marked_field(name: str, field: FieldInfo) -> Iterator[tuple[str, FieldInfo, Any]]:
    for marker in field.metadata:
        if type(marker).__name__ == EXTRA_BODY_MARKER:
            yield name, field, marker


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    for member in (annotation, *typing.get_args(annotation)):
        if isinstance(member, type) and issubclass(member, BaseModel):
            yield member
