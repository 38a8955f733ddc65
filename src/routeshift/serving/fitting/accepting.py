"""Methods that take scalars and request models alike."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from routeshift.serving.fitting.conventions import (
    CallConvention,
    live_signature,
    model_of,
    renamed_fields,
)
from routeshift.serving.signatures import Signature, read_signature

C = TypeVar("C", bound=Callable[..., Any])

_VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def accepts_both(target: C) -> C:
    """Let methods be called with scalars or with a request model.

    For providers whose one code has to work with an API before and after its migration. The
    methods are written in either convention.

    Args:
        target: The class of an implementation, whose own public methods are wrapped in place; one
            method, in its class; or a method of an object, which is about to be called.
    """
    if hasattr(target, "mock_calls"):
        # With a signature a mock says that it is a function; like any other it takes what it gets.
        return target
    if not isinstance(target, type):
        accepting = _accepting if inspect.isfunction(target) else _accepting_of
        return cast(C, accepting(target, getattr(target, "__name__", "method")))
    for name, function in list(vars(target).items()):
        if inspect.isfunction(function) and not name.startswith("_"):
            setattr(target, name, _accepting(function, name))
    return target


def _accepting_of(method: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A method of an object that takes its own convention or the other."""
    kinds = [parameter.kind for parameter in inspect.signature(method).parameters.values()]
    # A mock, or a proxy: it takes what it gets.
    if any(kind in _VARIADIC for kind in kinds):
        return method
    own = _own(read_signature(method, name))

    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        return method(**own.arguments(_spread(own, args, kwargs)))

    return call


def _accepting(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A function that takes its own convention or the other."""
    own: CallConvention | None = None

    @functools.wraps(function)
    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        nonlocal own
        # At the first call, when all names that annotations may use are there.
        if own is None:
            own = _own(read_signature(function, name))
        return function(self, **own.arguments(_spread(own, args, kwargs)))

    call.__dict__["__routeshift_both__"] = True
    if _has_request(function):
        call.__dict__["__routeshift_accepts__"] = True
    return call


def _has_request(function: Callable[..., Any]) -> bool:
    return "request" in inspect.signature(function).parameters


def _own(signature: Signature) -> CallConvention:
    model = next((model_of(a.annotation) for a in signature.arguments if a.name == "request"), None)
    return CallConvention(live_signature(signature), {"request": model} if model else {})


def _spread(own: CallConvention, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """One value a name, from a call in either convention."""
    names = [name for name in own.signature.parameters if name not in own.models]
    names += [field for model in own.models.values() for field in model.model_fields]
    values: dict[str, Any] = {}
    for value in (*args, kwargs.pop("request", None)):
        if isinstance(value, BaseModel) and _is_request(value, own, names, values):
            # As for a bridge: what the caller left out keeps the default of the method.
            called = renamed_fields([type(value)], names)
            values |= {called.get(f, f): getattr(value, f) for f in value.model_fields_set}
        elif value is not None or len(values) < len(args):
            values[next(name for name in names if name not in values)] = value
    models = own.models.values()
    fields = {called: name for name, called in renamed_fields(models, kwargs).items()}
    return values | {fields.get(name, name): value for name, value in kwargs.items()}


def _is_request(
    value: BaseModel, own: CallConvention, names: list[str], values: Mapping[str, Any]
) -> bool:
    """Whether a model is the whole request, and not the value of the next parameter."""
    following = next((name for name in names if name not in values), None)
    parameter = own.signature.parameters.get(following or "")
    expected = model_of(parameter.annotation) if parameter else None
    return expected is None or not isinstance(value, expected)
