"""The seeded answers of one method."""

from __future__ import annotations

import copy
import functools
import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, create_model

from routeshift.stubs.canonical_form import digest
from routeshift.stubs.probe import Wish
from routeshift.stubs.values import value_maker
from routeshift.wire import PAGE_FIELDS, STREAM_FLAG, STREAMS

# How many different answers a method has; they are made once, so that a call costs little.
_VARIANTS = 32
_EVENTS = 3


class Answers:
    """Valid answers of one method.

    Args:
        name: The method's name.
        annotation: Its return annotation.
        seed: Chooses the answers.
    """

    def __init__(self, name: str, annotation: Any, seed: int) -> None:
        self._key = (seed, name)
        self._plain, self._event = split_stream(annotation)
        self._made: dict[tuple[int, bool], Any] = {}

    def answer(self, arguments: dict[str, Any], wish: Wish) -> Any:
        """The answer to a call.

        Args:
            arguments: In their canonical form.
            wish: Whether something else is asked for.

        Returns:
            The value, or a tuple of events when the call asks for a stream.
        """
        streams = self._event is not None and (self._plain is None or asks_stream(arguments))
        # By what it was called with: the same request has the same answer on both sides.
        variant = digest(*self._key, arguments) % _VARIANTS
        if wish.answer is not None:
            variant = _VARIANTS + wish.answer
        value = self._make(variant, streams)
        return value if streams else _as_wished(_own(value), wish)

    def _make(self, variant: int, streams: bool) -> Any:
        if (variant, streams) not in self._made:
            maker = value_maker(digest(*self._key, variant, streams))
            if streams:
                made: Any = tuple(maker.make(self._event) for _ in range(_EVENTS))
            else:
                made = _without_url(maker.make(self._plain), variant)
            self._made[variant, streams] = made
        return self._made[variant, streams]


def split_stream(annotation: Any) -> tuple[Any, Any]:
    """The plain part of a return annotation and the events of its stream; None for what is absent.

    A plain None is given as `type(None)`.
    """
    branches = _branches(annotation)
    events = [get_args(b) or (Any,) for b in branches if (get_origin(b) or b) in STREAMS]
    plain = [b for b in branches if (get_origin(b) or b) not in STREAMS]
    event = events[0][0] if events else None
    if not plain:
        return None, event
    return (annotation if event is None else Union[tuple(plain)]), event  # noqa: UP007


def asks_stream(arguments: dict[str, Any]) -> bool:
    """Whether a call asks for a stream: by `stream`, or by that field of its only model (S3)."""
    if STREAM_FLAG in arguments:
        return arguments[STREAM_FLAG] is True
    return any(isinstance(v, dict) and v.get(STREAM_FLAG) is True for v in arguments.values())


def _branches(annotation: Any) -> tuple[Any, ...]:
    if annotation is None:
        return (type(None),)
    origin = get_origin(annotation)
    if origin is Annotated:
        return _branches(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return tuple(b for branch in get_args(annotation) for b in _branches(branch))
    return (annotation,)


def _without_url(value: Any, variant: int) -> Any:
    # Pages leave their url to the server (rule S5) in most implementations.
    is_page = isinstance(value, BaseModel) and type(value).model_fields.keys() >= PAGE_FIELDS
    return value.model_copy(update={"url": None}) if is_page and variant % 4 else value


def _own(value: Any) -> Any:
    # Answers are kept: a caller that changes its answer must not change the next one's.
    if isinstance(value, BaseModel):
        return value.model_copy()
    if hasattr(value, "raw_headers"):
        own = copy.copy(value)
        own.raw_headers = list(value.raw_headers)
        return own
    return value.copy() if isinstance(value, list | dict) else value


def _as_wished(value: Any, wish: Wish) -> Any:
    if wish.result == "none":
        return None
    if isinstance(value, list):
        return [_as_wished(item, wish) for item in value]
    if not isinstance(value, BaseModel):
        return value
    if wish.result == "dict":
        return value.model_dump()
    return _with_extra(value) if wish.result == "extra" else value


def _with_extra(value: BaseModel) -> BaseModel:
    fields = value.__dict__ | (value.model_extra or {})
    return _wider(type(value)).model_construct(None, **fields)


@functools.cache
def _wider(kind: type[BaseModel]) -> type[BaseModel]:
    return create_model(kind.__name__, __base__=kind, stub_extra=(str, "extra"))
