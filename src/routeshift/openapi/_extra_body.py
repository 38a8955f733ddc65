"""Body fields that client SDKs pass through `extra_body` (rule P11)."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

KEY = "x-extra-body-params"
_MARKER = "ExtraBodyField"


def list_extra_body(document: dict[str, Any], routes: Sequence[Any]) -> None:
    """List the marked body fields of each operation under a vendor extension.

    The marker is read from the request model, where a migration keeps it: the list is the same
    for both kinds.

    Args:
        document: The document, which is changed.
        routes: The routes that it was made from.
    """
    for route in routes:
        listed = [
            {"name": name, "description": marker.description, "required": field.is_required()}
            for name, field, marker in _marked(route)
        ]
        item = document["paths"].get(getattr(route, "path_format", None), {})
        for method in route.methods if listed else ():
            if method.lower() in item:
                item[method.lower()][KEY] = listed


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
        if type(marker).__name__ == _MARKER:
            yield name, field, marker


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    for member in (annotation, *typing.get_args(annotation)):
        if isinstance(member, type) and issubclass(member, BaseModel):
            yield member
