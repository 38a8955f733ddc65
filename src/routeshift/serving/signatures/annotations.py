"""Live annotations: which `Shape` each has, and how pydantic can be shown it."""

from __future__ import annotations

import dataclasses
import functools
import operator
import types
import typing
from typing import Annotated, Any

from pydantic import BaseModel, InstanceOf, PydanticSchemaGenerationError, TypeAdapter
from typing_extensions import TypeAliasType, is_typeddict

from routeshift.wire import Shape, shape_of_class, shape_of_list, shape_of_union

_INSTANCE_OF: Any = InstanceOf
# `type X = ...` makes another class than typing_extensions before 3.12.
_ALIASES = tuple({TypeAliasType, getattr(typing, "TypeAliasType", TypeAliasType)})


def shape_of(annotation: Any) -> Shape:
    """The shape of an annotation; `Annotated`, `Optional` and type aliases are looked through.

    A list of models or mappings is as structured as its items: no query can carry it.
    """
    annotation = _bare(annotation)
    origin = typing.get_origin(annotation) or annotation
    if origin in (typing.Union, types.UnionType):
        return shape_of_union(_members(annotation)) or Shape.UNKNOWN
    if origin is typing.Literal:
        return Shape.SCALAR
    if not isinstance(origin, type):
        return Shape.UNKNOWN
    # Neither has a class of pydantic above it, by which
    # a row would know it; pydantic takes them as models.
    if dataclasses.is_dataclass(origin) or is_typeddict(origin):
        return Shape.MODEL
    shape = shape_of_class(origin)
    return shape_of_list(_members(annotation)) if shape is Shape.LIST else shape


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


def _members(annotation: Any) -> set[Shape]:
    members = typing.get_args(annotation)
    return {shape_of(a) for a in members if a is not type(None) and a is not Ellipsis}


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
    # Building an adapter is slow, and what most parameters are is known.
    if kind.__module__ == "builtins" or issubclass(kind, BaseModel):
        return False
    try:
        TypeAdapter(kind)
    except PydanticSchemaGenerationError:
        return True
    except Exception:
        return False  # What is wrong with it is told when the model is built.
    return False
