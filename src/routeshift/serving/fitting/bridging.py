"""Implementations with the signatures of one kind, behind an API of the other kind."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from routeshift.serving.fitting.conventions import CallConvention, convention_of
from routeshift.serving.signatures import both_signatures


def bridge(impl: Any, protocol: type) -> Any:
    """Let an implementation answer for a Protocol whose methods take the other convention.

    Methods with the old scalar signatures serve a migrated API, whose methods take request
    models, and the other way round. Each bridged method takes both conventions, positionally
    too. A parameter that the caller did not set keeps the implementation's own default.

    Args:
        impl: The implementation.
        protocol: The Protocol that its caller knows.

    Returns:
        The implementation itself when its signatures fit already; otherwise a view of it.

    Raises:
        DeclarationError: When an annotation of a method that may need it cannot be resolved.
    """
    adapters = {}
    for name, function in inspect.getmembers(protocol, inspect.isfunction):
        method = getattr(impl, name, None)
        if not name.startswith("_") and callable(method) and not _takes_both(method):
            adapter = _adapter(method, function, name)
            if adapter is not None:
                adapters[name] = adapter
    return _Bridged(impl, adapters) if adapters else impl


def _takes_both(method: Any) -> bool:
    # Bridging twice would translate what is translated.
    known = ("__routeshift_both__", "__routeshift_accepts__")
    return any(getattr(method, name, False) for name in known)


def _adapter(
    method: Callable[..., Any], function: Callable[..., Any], name: str
) -> Callable[..., Any] | None:
    signatures = both_signatures(method, function, name)
    if signatures is None:
        return None
    own, other = signatures
    mine, theirs = convention_of(own, other), convention_of(other, own)
    if not mine.models and not theirs.models:
        return None
    return _translating(method, mine, theirs)


def _translating(
    method: Callable[..., Any], mine: CallConvention, theirs: CallConvention
) -> Callable[..., Any]:
    # What the method demands and its caller may leave out gets the caller's default: as a router
    # would have filled it in.
    missing = mine.required() & theirs.defaults().keys()
    fill = {name: theirs.defaults()[name] for name in missing}
    taken = mine.names()

    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        if _own_convention(mine, theirs, args, kwargs):
            return method(*args, **kwargs)
        arguments = theirs.bind(args, kwargs)
        if arguments is None:
            return method(*args, **kwargs)
        given = fill | theirs.given(arguments)
        if not mine.variadic:
            # What it never took, a legacy server did not pass on either (rule P5).
            given = {name: value for name, value in given.items() if name in taken}
        return method(**mine.arguments(given))

    # Whoever inspects the bridged method is to see what it is called with.
    call.__dict__["__signature__"] = theirs.signature
    call.__dict__["__routeshift_accepts__"] = True
    return call


def _own_convention(
    mine: CallConvention, theirs: CallConvention, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bool:
    """Whether a call is meant for the method as it is, told by the request models in it."""
    if mine.models:
        bound = mine.bind(args, kwargs)
        return bound is not None and all(name in bound for name in mine.models)
    return theirs.bind(args, kwargs) is None


class _Bridged:
    """A view of an implementation, some of whose methods take the other convention."""

    __slots__ = ("_adapters", "_impl")

    def __init__(self, impl: Any, adapters: Mapping[str, Callable[..., Any]]) -> None:
        # Past its own `__setattr__`, which hands on to the implementation.
        object.__setattr__(self, "_impl", impl)
        object.__setattr__(self, "_adapters", adapters)

    def __getattr__(self, name: str) -> Any:
        adapter = self._adapters.get(name)
        return getattr(self._impl, name) if adapter is None else adapter

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._impl, name, value)

    def __repr__(self) -> str:
        return f"bridge({self._impl!r})"
