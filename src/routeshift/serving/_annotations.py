"""Live annotations: which `Shape` each has, and how pydantic can be shown it."""

from __future__ import annotations

import dataclasses
import functools
import operator
import types
import typing
from collections.abc import Collection, Mapping
from typing import Annotated, Any

from fastapi import UploadFile
from pydantic import BaseModel, InstanceOf, PydanticSchemaGenerationError, TypeAdapter
from starlette.datastructures import UploadFile as StarletteUploadFile
from typing_extensions import TypeAliasType, is_typeddict

from routeshift.wire.binding import Shape

# What a union is, by the first of these that one of its members is.
_UNION_ORDER = (Shape.UPLOAD, Shape.MODEL, Shape.MAPPING, Shape.LIST, Shape.UNKNOWN, Shape.SCALAR)
_INSTANCE_OF: Any = InstanceOf
_ALIASES = tuple({TypeAliasType, getattr(typing, "TypeAliasType", TypeAliasType)})


def shape_of(annotation: Any) -> Shape:
    """The shape of an annotation; `Annotated`, `Optional` and type aliases are looked through.

    A list of models or mappings is as structured as its items: no query can carry it.
    """
    annotation = _bare(annotation)
    origin = typing.get_origin(annotation) or annotation
    if origin in (typing.Union, types.UnionType):
        return _shape_of_union(annotation)
    if origin is typing.Literal:
        return Shape.SCALAR
    if not isinstance(origin, type):
        return Shape.UNKNOWN
    if issubclass(origin, UploadFile | StarletteUploadFile):
        return Shape.UPLOAD
    if issubclass(origin, BaseModel) or dataclasses.is_dataclass(origin) or is_typeddict(origin):
        return Shape.MODEL
    if issubclass(origin, Mapping):
        return Shape.MAPPING
    if issubclass(origin, Collection) and not issubclass(origin, str | bytes):
        return _shape_of_list(annotation)
    return Shape.SCALAR


def _bare(annotation: Any) -> Any:
    while True:
        if typing.get_origin(annotation) is Annotated:
            annotation = typing.get_args(annotation)[0]
        elif isinstance(annotation, _ALIASES):
            annotation = annotation.__value__
        elif isinstance(typing.get_origin(annotation), _ALIASES):
            annotation = typing.get_origin(annotation).__value__
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        else:
            return annotation


def _shape_of_union(annotation: Any) -> Shape:
    members = {shape_of(a) for a in typing.get_args(annotation) if a is not type(None)}
    return next((shape for shape in _UNION_ORDER if shape in members), Shape.UNKNOWN)


def _shape_of_list(annotation: Any) -> Shape:
    items = {shape_of(a) for a in typing.get_args(annotation) if a is not Ellipsis}
    structured = items & {Shape.MODEL, Shape.MAPPING, Shape.UPLOAD}
    return next(iter(structured)) if structured else Shape.LIST


def with_instances(annotation: Any) -> Any:
    """The annotation with `InstanceOf[X]` for each class X that pydantic does not know (rule P9).

    A sentinel's class in `after: str | NotGiven = NOT_GIVEN` is one. A setting of the model would
    do for pydantic; FastAPI asks each field by itself, without that, before 0.124.
    """
    origin, members = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return _annotated(with_instances(members[0]), annotation.__metadata__)
    if origin in (typing.Union, types.UnionType):
        return functools.reduce(operator.or_, map(with_instances, members))
    unknown = isinstance(annotation, type) and _is_unknown(annotation)
    return _INSTANCE_OF[annotation] if unknown else annotation


def _annotated(annotation: Any, metadata: tuple[Any, ...]) -> Any:
    return functools.reduce(lambda inner, item: Annotated[inner, item], metadata, annotation)


@functools.cache
def _is_unknown(kind: type) -> bool:
    if kind.__module__ == "builtins" or issubclass(kind, BaseModel):
        return False
    try:
        TypeAdapter(kind)
    except PydanticSchemaGenerationError:
        return True
    except Exception:
        return False  # What is wrong with it is told when the model is built.
    return False
