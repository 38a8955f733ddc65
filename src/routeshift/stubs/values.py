"""Valid, seeded values of any annotation."""

from __future__ import annotations

import collections.abc
import dataclasses
import enum
import inspect
import random
import types
import typing
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import typing_extensions
from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from routeshift.errors import RouteshiftError
from routeshift.stubs.canonical_form import is_computed
from routeshift.stubs.mend import mended
from routeshift.stubs.scalars import LONGEST, SCALARS, Constraints, constraints_of

_NONE = (None, type(None))
_SELDOM = 0.75
# Below this depth optional things are left out, so that recursive models end.
_DEEP = 4
_TRIES = 12
# No value has more parts.
_PARTS = 50_000
_LISTS = (list, tuple, set, frozenset, collections.abc.Sequence, collections.abc.Iterable)
_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
# What a type of somebody's own may accept, simplest first.
_CANDIDATES: tuple[Any, ...] = ("value", 1, 1.5, True, {}, [], None, b"value")


class StubError(RouteshiftError):
    """No valid value of a type can be made."""


def make_value(annotation: Any, *, seed: int = 0) -> Any:
    """A valid value of an annotation.

    Args:
        annotation: Models, unions, literals, enums, containers, scalars and their constraints.
        seed: Another seed, another value.

    Raises:
        StubError: If none was found.
    """
    return ValueMaker(random.Random(seed)).make(annotation)  # noqa: S311


class ValueMaker:
    """Makes values.

    Args:
        draw: Where all choices come from.
    """

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self._depth = 0
        self._left = _PARTS

    @property
    def deep(self) -> bool:
        """Whether optional things are to be left out."""
        return self._depth >= _DEEP

    def make(
        self, annotation: Any, name: str = "value", constraints: Constraints | None = None
    ) -> Any:
        """A value.

        Args:
            annotation: Its type.
            name: What strings are called after.
            constraints: Constraints from around the annotation.
        """
        self._left = _PARTS if self._depth == 0 else self._left - 1
        if self._left < 0:
            raise StubError(f"No value of {annotation} is made: it has more than {_PARTS} parts.")
        if self._depth > 4 * _DEEP:
            raise StubError(f"No value of {annotation} ends: it always contains another one.")
        for applies, make in _ROWS:
            if applies(annotation, get_origin(annotation)):
                self._depth += 1
                try:
                    return make(self, annotation, name, constraints or Constraints())
                finally:
                    self._depth -= 1
        return self._of_foreign(annotation)

    def _of_foreign(self, annotation: Any) -> Any:
        try:
            adapter: TypeAdapter[Any] = TypeAdapter(annotation)
        except Exception as error:
            raise StubError(f"No value of {annotation} can be made: {_line(error)}") from error
        for candidate in _CANDIDATES:
            try:
                return adapter.validate_python(candidate)
            except ValidationError:
                continue
        raise StubError(f"No value of {annotation} was found.")


def _annotated(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    inner, *metadata = get_args(annotation)
    narrowed = constraints.narrowed(constraints_of(metadata))
    return _checked(annotation, lambda: maker.make(inner, name, narrowed), metadata)


def _checked(annotation: Any, make: Callable[[], Any], metadata: list[Any]) -> Any:
    # Constraints are kept when a value is made; only a validator's code can refuse it afterwards.
    if not any(callable(getattr(m, "func", None)) for m in metadata):
        return make()
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    for _ in range(_TRIES):
        try:
            return adapter.validate_python(make())
        except ValidationError:
            continue
    raise StubError(f"No value of {annotation} passes its validators.")


def _union(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    branches = list(get_args(annotation))
    if maker.deep:
        branches.sort(key=_weight)
    else:
        maker.draw.shuffle(branches)
        # None last most of the time: what a value contains is what there is to see.
        branches.sort(key=lambda b: b in _NONE and maker.draw.random() < _SELDOM)
    failure: StubError | None = None
    for branch in branches:
        try:
            return maker.make(branch, name, constraints)
        except StubError as error:
            failure = error
    assert failure is not None
    raise failure


def _weight(annotation: Any) -> int:
    """How much a branch can contain: a recursive union ends at its lightest."""
    if annotation in _NONE:
        return 0
    if annotation in SCALARS or get_origin(annotation) is Literal:
        return 1
    return 3 if _is_model(annotation, None) else 2


def _literal(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    return maker.draw.choice(get_args(annotation))


def _enum(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    return maker.draw.choice(list(annotation))


def _list(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    items = [a for a in get_args(annotation) if a is not Ellipsis] or [Any]
    kind = get_origin(annotation) or annotation
    if kind is tuple and Ellipsis not in get_args(annotation) and get_args(annotation):
        return tuple(maker.make(item, name) for item in items)
    made = [maker.make(items[0], name) for _ in range(_length(maker, constraints))]
    return kind(made) if kind in (tuple, set, frozenset) else made


def _length(maker: ValueMaker, constraints: Constraints) -> int:
    least = constraints.min_length or 0
    if least > LONGEST:
        raise StubError(f"A list of {least} items is not made; at most {LONGEST} are.")
    most = least if maker.deep else least + 2
    return maker.draw.randint(least, min(most, constraints.max_length or most))


def _dict(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    key, item = get_args(annotation) or (str, Any)
    return {maker.make(key, "key"): maker.make(item) for _ in range(_length(maker, constraints))}


def _anything(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    kinds = (str, int, bool, float) if maker.deep else (str, int, bool, list[str], dict[str, int])
    return maker.make(maker.draw.choice(kinds), name)


def _scalar(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    try:
        return SCALARS[annotation](maker.draw, name, constraints)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise StubError(f"No value of {name} can be made: {_line(error)}") from error


def _alias(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    alias = annotation if hasattr(annotation, "__value__") else get_origin(annotation)
    return maker.make(alias.__value__, name, constraints)


def _new_type(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    return maker.make(annotation.__supertype__, name, constraints)


def _type_variable(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    options = annotation.__constraints__ or (annotation.__bound__ or Any,)
    return maker.make(options[0], name, constraints)


def _response(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    from starlette.responses import Response

    return Response(maker.draw.randbytes(24), media_type="application/octet-stream")


def _root_model(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    field: FieldInfo = annotation.model_fields["root"]
    return _tried(maker, annotation, lambda _: {"root": field_value(maker, "root", field)})


def _model(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    # A model that refers to later ones is completed when it is first used, which may be here.
    if not getattr(annotation, "__pydantic_complete__", True):
        annotation.model_rebuild(raise_errors=False)

    def arguments(chance: float) -> dict[str, Any]:
        return {
            _key(annotation, field_name, field): field_value(maker, field_name, field)
            for field_name, field in annotation.model_fields.items()
            if field.is_required()
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
    for chance in (0.75, 0.75, 0.4, 0.4, *[0.0] * (_TRIES - 4)):
        given = arguments(chance) | repairs
        try:
            return kind(**given)
        except (ValidationError, ValueError, TypeError) as error:
            failure = error
            repairs |= mended(error, maker.draw)
    raise StubError(f"No valid {kind.__name__} was found: {_line(failure)}") from failure


def _key(kind: type[BaseModel], name: str, field: FieldInfo) -> str:
    config = kind.model_config
    if config.get("populate_by_name") or config.get("validate_by_name"):
        return name
    alias = field.validation_alias or field.alias
    alias = getattr(alias, "choices", [alias])[0]
    return alias if isinstance(alias, str) else name


def _typed_dict(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    hints = typing.get_type_hints(annotation, include_extras=True)
    return {
        key: maker.make(_bare(hint), key)
        for key, hint in hints.items()
        if key in annotation.__required_keys__ or not maker.deep
    }


def _bare(hint: Any) -> Any:
    wrapped = get_origin(hint) in (typing_extensions.Required, typing_extensions.NotRequired)
    return get_args(hint)[0] if wrapped else hint


def _record(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    hints = typing.get_type_hints(annotation, include_extras=True)
    names = tuple(_names(annotation))
    return _tried(maker, annotation, lambda _: {k: maker.make(hints[k], k) for k in names})


def _names(annotation: Any) -> Iterator[str]:
    if dataclasses.is_dataclass(annotation):
        return (f.name for f in dataclasses.fields(annotation) if f.init)
    return iter(annotation._fields)


def _is_model(annotation: Any, origin: Any) -> bool:
    return inspect.isclass(annotation) and issubclass(annotation, BaseModel)


def _is_record(annotation: Any, origin: Any) -> bool:
    named_tuple = _subclass(tuple)(annotation, origin) and hasattr(annotation, "_fields")
    return inspect.isclass(annotation) and (dataclasses.is_dataclass(annotation) or named_tuple)


def _is_response(annotation: Any, origin: Any) -> bool:
    return inspect.isclass(annotation) and any(
        k.__module__ == "starlette.responses" and k.__name__ == "Response"
        for k in annotation.__mro__
    )


def _subclass(*kinds: type) -> Callable[[Any, Any], bool]:
    return lambda annotation, _: inspect.isclass(annotation) and issubclass(annotation, kinds)


def _among(*kinds: Any) -> Callable[[Any, Any], bool]:
    return lambda annotation, origin: (origin or annotation) in kinds


def _line(error: Exception) -> str:
    return str(error).replace("\n", " ")[:200] + "."


_Make = Callable[[ValueMaker, Any, str, Constraints], Any]
# The first row that applies makes the value.
_ROWS: tuple[tuple[Callable[[Any, Any], bool], _Make], ...] = (
    (lambda annotation, origin: origin is Annotated, _annotated),
    (_among(Union, types.UnionType), _union),
    (_among(Literal), _literal),
    (lambda a, _: a in (Any, object, inspect.Signature.empty), _anything),
    (lambda a, _: isinstance(a, collections.abc.Hashable) and a in SCALARS, _scalar),
    (_subclass(enum.Enum), _enum),
    (_subclass(RootModel), _root_model),
    (_is_model, _model),
    (lambda a, _: typing_extensions.is_typeddict(a), _typed_dict),
    (_is_record, _record),
    (_is_response, _response),
    (lambda a, origin: hasattr(a, "__value__") or hasattr(origin, "__value__"), _alias),
    (lambda a, _: hasattr(a, "__supertype__"), _new_type),
    (lambda a, _: isinstance(a, TypeVar), _type_variable),
    (_among(*_LISTS), _list),
    (_among(*_MAPPINGS), _dict),
)
