"""Values with fields: models, typed dictionaries, dataclasses and named tuples."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin

import typing_extensions
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from routeshift.stubs.canonical_form import is_computed
from routeshift.stubs.making import TRIES, StubError, ValueMaker, one_line
from routeshift.stubs.mend import mended
from routeshift.stubs.scalars import Constraints, constraints_of


def root_model(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A model that is one value."""
    field: FieldInfo = annotation.model_fields["root"]
    return _tried(maker, annotation, lambda _: {"root": field_value(maker, "root", field)})


def model(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A model, with some of its optional fields."""
    # A model that refers to later ones is completed when it is first used, which may be here.
    if not getattr(annotation, "__pydantic_complete__", True):
        annotation.model_rebuild(raise_errors=False)

    def arguments(chance: float) -> dict[str, Any]:
        return {
            _key(annotation, field_name, field): field_value(maker, field_name, field)
            for field_name, field in annotation.model_fields.items()
            if field.is_required()
            # Always given, where any option is: what a function
            # makes as a default differs between two processes.
            or (chance and is_computed(field))
            or (not maker.deep and maker.draw.random() < chance)
        }

    return _tried(maker, annotation, arguments)


def field_value(maker: ValueMaker, name: str, field: FieldInfo) -> Any:
    """A value of one field of a model."""
    return maker.make(field.annotation, name, constraints_of(field.metadata))


def _tried(maker: ValueMaker, kind: type, arguments: Callable[[float], dict[str, Any]]) -> Any:
    """An instance that passes its validators; the later the try, the fewer optional fields."""
    failure: Exception = AssertionError()
    repairs: dict[str, str] = {}
    for chance in (0.75, 0.75, 0.4, 0.4, *[0.0] * (TRIES - 4)):
        given = arguments(chance) | repairs
        try:
            return kind(**given)
        except (ValidationError, ValueError, TypeError) as error:
            failure = error
            repairs |= mended(error, maker.draw)
    raise StubError(f"No valid {kind.__name__} was found: {one_line(failure)}") from failure


def _key(kind: type[BaseModel], name: str, field: FieldInfo) -> str:
    config = kind.model_config
    # By its alias otherwise: pydantic ignores a name that it does not take, and misses the field.
    if config.get("populate_by_name") or config.get("validate_by_name"):
        return name
    alias = field.validation_alias or field.alias
    alias = getattr(alias, "choices", [alias])[0]
    return alias if isinstance(alias, str) else name


def typed_dict(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A typed dictionary."""
    hints = typing.get_type_hints(annotation, include_extras=True)
    return {
        key: maker.make(_bare(hint), key)
        for key, hint in hints.items()
        if key in annotation.__required_keys__ or not maker.deep
    }


def _bare(hint: Any) -> Any:
    wrapped = get_origin(hint) in (typing_extensions.Required, typing_extensions.NotRequired)
    return get_args(hint)[0] if wrapped else hint


def record(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A dataclass or a named tuple."""
    hints = typing.get_type_hints(annotation, include_extras=True)
    names = tuple(_names(annotation))
    return _tried(maker, annotation, lambda _: {k: maker.make(hints[k], k) for k in names})


def _names(annotation: Any) -> Iterator[str]:
    if dataclasses.is_dataclass(annotation):
        return (f.name for f in dataclasses.fields(annotation) if f.init)
    return iter(annotation._fields)


def is_model(annotation: Any, origin: Any) -> bool:
    """Whether an annotation is a model."""
    return inspect.isclass(annotation) and issubclass(annotation, BaseModel)


def is_record(annotation: Any, origin: Any) -> bool:
    """Whether it is a dataclass or a named tuple."""
    if not inspect.isclass(annotation):
        return False
    named_tuple = issubclass(annotation, tuple) and hasattr(annotation, "_fields")
    return dataclasses.is_dataclass(annotation) or named_tuple
