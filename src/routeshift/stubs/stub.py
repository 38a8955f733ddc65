"""Making an implementation from a Protocol."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import AsyncIterator, Callable
from typing import Any

from routeshift.stubs.answers import Answers
from routeshift.stubs.canonical_form import call_arguments, call_types, settled
from routeshift.stubs.errors import ERROR_ROWS
from routeshift.stubs.probe import Moment, Received, Recorder, Wish, current_probe
from routeshift.webmethod import METADATA
from routeshift.wire import receiver_of

_METADATA = (*METADATA, "__isabstractmethod__")


def stub_implementation(
    protocol: type, *, seed: int = 0, recorder: Recorder | None = None
) -> object:
    """Make an implementation of a Protocol, legacy or migrated.

    Its methods have the Protocol's signatures. Each records what it was called with, in one
    form for scalar calls and request-model calls, and answers a valid value of its return
    annotation that depends on the seed, its name and those arguments alone.

    Args:
        protocol: The Protocol class; inherited methods count.
        seed: Another seed, other answers.
        recorder: Keeps every call. Calls inside `probing()` are kept by its probe too.

    Returns:
        The implementation. A value that cannot be made raises `StubError` at the call.
    """
    methods: dict[str, Any] = {
        name: _method(name, function, seed, recorder)
        for name, function in inspect.getmembers(protocol, inspect.isfunction)
        if not name.startswith("_")
    }
    return type(f"Stub{protocol.__name__}", (), methods)()


def _method(
    name: str, function: Callable[..., Any], seed: int, recorder: Recorder | None
) -> Callable[..., Any]:
    call = _Call(name, function, seed, recorder)

    async def coroutine(*args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)

    def plain(*args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)

    body = coroutine if inspect.iscoroutinefunction(function) else plain
    wrapped = functools.wraps(function)(body)
    # An implementation that carries the metadata would be taken for an API.
    for attribute in _METADATA:
        wrapped.__dict__.pop(attribute, None)
    return staticmethod(wrapped) if call.receiver is None else wrapped


class _Call:
    """One method of a stub."""

    def __init__(
        self, name: str, function: Callable[..., Any], seed: int, recorder: Recorder | None
    ) -> None:
        self._name = name
        self._signature = inspect.signature(function)
        self.receiver = receiver_of(list(self._signature.parameters))
        self._answers = Answers(name, return_annotation(function), seed)
        self._recorder = recorder

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        bound = self._signature.bind(*args, **kwargs)
        bound.apply_defaults()
        given = {n: value for n, value in bound.arguments.items() if n != self.receiver}
        arguments = call_arguments(given)
        probe = current_probe()
        wish = (probe and probe.wish) or Wish()
        self._record("call", arguments, call_types(given))
        if wish.error is not None and wish.after is None:
            raise ERROR_ROWS[wish.error]()
        answer = self._answers.answer(call_arguments(settled(given)), wish)
        return self._stream(answer, wish) if isinstance(answer, tuple) else answer

    async def _stream(self, events: tuple[Any, ...], wish: Wish) -> AsyncIterator[Any]:
        self._record("stream")
        try:
            for index, event in enumerate(events):
                if wish.error is not None and index == wish.after:
                    raise ERROR_ROWS[wish.error]()
                yield event
        finally:
            self._record("closed")

    def _record(
        self,
        moment: Moment,
        arguments: dict[str, Any] | None = None,
        types: dict[str, str] | None = None,
    ) -> None:
        probe = current_probe()
        context = {} if probe is None else probe.context()
        received = Received(self._name, moment, arguments or {}, types or {}, context)
        if self._recorder is not None:
            self._recorder.record(received)
        if probe is not None:
            probe.received.append(received)


def return_annotation(function: Callable[..., Any]) -> Any:
    """What a method is declared to return; Any when that is not said or cannot be resolved."""
    try:
        return typing.get_type_hints(function, include_extras=True).get("return", Any)
    except (NameError, AttributeError, TypeError):
        return _resolved(function.__annotations__.get("return", Any), function)


def _resolved(annotation: Any, function: Callable[..., Any]) -> Any:
    # One parameter that only a type checker can resolve must not cost the return type.
    if not isinstance(annotation, str):
        return annotation
    holder = type("Holder", (), {"__annotations__": {"value": annotation}})
    try:
        return typing.get_type_hints(holder, function.__globals__, include_extras=True)["value"]
    except (NameError, AttributeError, TypeError):
        return Any
