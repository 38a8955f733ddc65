"""Valid, seeded values of any annotation."""

from __future__ import annotations

import collections.abc
import enum
import inspect
import random
import types
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar, Union

import typing_extensions
from pydantic import RootModel

from routeshift.stubs import forms, objects
from routeshift.stubs.making import Row, ValueMaker
from routeshift.stubs.scalars import SCALARS

_LISTS = (list, tuple, set, frozenset, collections.abc.Sequence, collections.abc.Iterable)
_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)


def make_value(annotation: Any, *, seed: int = 0) -> Any:
    """A valid value of an annotation.

    Args:
        annotation: Models, unions, literals, enums, containers, scalars and their constraints.
        seed: Another seed, another value.

    Raises:
        StubError: If none was found.
    """
    return value_maker(seed).make(annotation)


def value_maker(seed: int) -> ValueMaker:
    """A maker of values of any annotation.

    Args:
        seed: Where all choices come from.
    """
    return ValueMaker(random.Random(seed), _ROWS)  # noqa: S311


def _is_response(annotation: Any, origin: Any) -> bool:
    return inspect.isclass(annotation) and any(
        k.__module__ == "starlette.responses" and k.__name__ == "Response"
        for k in annotation.__mro__
    )


def _subclass(*kinds: type) -> Callable[[Any, Any], bool]:
    return lambda annotation, _: inspect.isclass(annotation) and issubclass(annotation, kinds)


def _among(*kinds: Any) -> Callable[[Any, Any], bool]:
    return lambda annotation, origin: (origin or annotation) in kinds


# The first row that applies makes the value.
_ROWS: tuple[Row, ...] = (
    (lambda annotation, origin: origin is Annotated, forms.annotated),
    (_among(Union, types.UnionType), forms.union),
    (_among(Literal), forms.literal),
    (lambda a, _: a in (Any, object, inspect.Signature.empty), forms.anything),
    (lambda a, _: isinstance(a, collections.abc.Hashable) and a in SCALARS, forms.scalar),
    (_subclass(enum.Enum), forms.member),
    (_subclass(RootModel), objects.root_model),
    (objects.is_model, objects.model),
    (lambda a, _: typing_extensions.is_typeddict(a), objects.typed_dict),
    (objects.is_record, objects.record),
    (_is_response, forms.response),
    (lambda a, origin: hasattr(a, "__value__") or hasattr(origin, "__value__"), forms.alias_of),
    (lambda a, _: hasattr(a, "__supertype__"), forms.new_type),
    (lambda a, _: isinstance(a, TypeVar), forms.type_variable),
    (_among(*_LISTS), forms.items_of),
    (_among(*_MAPPINGS), forms.mapping),
)
