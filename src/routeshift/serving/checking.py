"""Whether implementations fit their Protocols, for both kinds, told before anything is served."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import params

from routeshift.discovery import Api, adopting, source_of
from routeshift.errors import DeclarationError
from routeshift.serving.bridging import missing_names, request_models
from routeshift.serving.differences import Promise, differences, promises
from routeshift.serving.signature import Argument, Signature, both_signatures, refused
from routeshift.wire.operation import Source

_EMPTY = inspect.Parameter.empty


@dataclass(frozen=True, slots=True)
class Problem:
    """One way in which an implementation does not fit.

    Attributes:
        api: The API's name.
        reason: A sentence that names the method.
        source: Where the method is declared: the implementation's, or the Protocol's when the
            implementation has none.
        fatal: Whether it cannot be served so. Otherwise a client can see a difference between
            the document, which is the Protocol's, and the wire, which is the implementation's
            (rule R6).
    """

    api: str
    reason: str
    source: Source | None
    fatal: bool = True


def check(apis: Iterable[Api], impls: Mapping[str, Any], *, bridge: bool = False) -> list[Problem]:
    """All ways in which implementations do not fit their APIs (traps T2, T11).

    Args:
        apis: What `discover` found.
        impls: What answers, by the name of its API.
        bridge: Whether signatures of the other convention are bridged.

    Returns:
        One for each method and reason; empty when everything fits.
    """
    return [
        problem
        for api in adopting(apis, impls)
        if api.name in impls
        for problem in _of_api(api, impls[api.name], bridge)
    ]


def require_fit(problems: Iterable[Problem]) -> None:
    """Refuse to serve when there are fatal problems, naming all of them.

    Raises:
        DeclarationError: One error for all of them.
    """
    fatal = [problem for problem in problems if problem.fatal]
    if not fatal:
        return
    first = fatal[0].source
    if len(fatal) == 1:
        raise DeclarationError(
            fatal[0].reason,
            source=first,
        )
    lines = "\n".join(f"  {p.source or p.api}: {p.reason}" for p in fatal)
    raise DeclarationError(f"{len(fatal)} methods cannot be served:\n{lines}")


def _of_api(api: Api, impl: Any, bridge: bool) -> Iterator[Problem]:
    if impl is None:
        reason = f"The implementation of the API {api.name!r} is None: leave it out, or give one."
        yield Problem(api.name, reason, None)
        return
    if isinstance(impl, type) and any(_takes_self(impl, name) for name in _methods(api)):
        reason = f"The implementation of the API {api.name!r} is a class: give {impl.__name__}()."
        yield Problem(api.name, reason, source_of(impl))
        return
    for name, function in _methods(api).items():
        who = f"{type(impl).__name__}.{name}"
        try:
            method = getattr(impl, name, None)
        except Exception as error:
            reason = f"{who} cannot be read: {type(error).__name__}: {error}."
            yield Problem(api.name, reason, None)
            continue
        if not callable(method):
            reason = f"{type(impl).__name__} has no method {name}, which the API needs."
            yield Problem(api.name, reason, source_of(function))
            continue
        legacy = any(endpoint.name == name for endpoint in api.endpoints)
        for reason, fatal in _of_method(method, function, name, legacy=legacy, bridge=bridge):
            yield Problem(api.name, f"{who} {reason}.", source_of(method), fatal)


def _takes_self(cls: type, name: str) -> bool:
    return inspect.isfunction(inspect.getattr_static(cls, name, None))


def _methods(api: Api) -> dict[str, Callable[..., Any]]:
    """What is called: the webmethods, and with a router all that its Protocol promises."""
    found: dict[str, Callable[..., Any]] = {}
    if api.factory is not None and api.factory.protocol is not None:
        members = inspect.getmembers(api.factory.protocol, inspect.isfunction)
        found = {name: function for name, function in members if not name.startswith("_")}
    return found | {endpoint.name: endpoint.function for endpoint in api.endpoints}


def _of_method(
    method: Any, function: Callable[..., Any], name: str, *, legacy: bool, bridge: bool
) -> Iterator[tuple[str, bool]]:
    if getattr(method, "__routeshift_both__", False) or _is_the_protocols(method, function):
        return
    signatures = both_signatures(method, function, name)
    if signatures is None:
        return
    own, theirs = signatures
    mine, expected = request_models(own, theirs), request_models(theirs, own)
    if mine or expected:
        if not bridge:
            yield _convention(own, theirs, mine, expected), True
            return
        for missing in missing_names(own, theirs):
            yield _demands(missing), True
        if not mine:
            known = promises(theirs, expected)
            yield from ((told, False) for told in differences(own, known, legacy=legacy))
            yield from _not_taken(own, known, fatal=False)
        return
    refused = _refused(own) if legacy else []
    yield from ((reason, True) for reason in refused)
    if not refused:
        known = promises(theirs, {})
        for argument in own.arguments:
            if argument.name not in known and _demanded(argument):
                yield _demands(argument.name), True
        yield from ((told, False) for told in differences(own, known, legacy=legacy))
        yield from _not_taken(own, known, fatal=not legacy)


def _is_the_protocols(method: Any, function: Callable[..., Any]) -> bool:
    return inspect.unwrap(getattr(method, "__func__", method)) is inspect.unwrap(function)


def _convention(
    own: Signature, theirs: Signature, mine: Mapping[str, type], expected: Mapping[str, type]
) -> str:
    def told(signature: Signature, models: Mapping[str, type]) -> str:
        return ", ".join(
            f"`{a.name}: {models[a.name].__name__}`" if a.name in models else f"`{a.name}`"
            for a in signature.arguments
        )

    return (
        f"takes {told(own, mine) or 'nothing'}, but is called with "
        f"{told(theirs, expected) or 'nothing'}: rewrite it, or mount with bridge=True"
    )


def _refused(own: Signature) -> list[str]:
    return [f"cannot be served: {reason}" for reason in refused(own)]


def _not_taken(
    own: Signature, known: Mapping[str, Promise], *, fatal: bool
) -> Iterator[tuple[str, bool]]:
    """What an API promises and an implementation does not take."""
    if any(a.facts().variadic for a in own.arguments):
        return
    taken = {argument.name for argument in own.arguments}
    for name in (name for name in known if name not in taken):
        yield f"does not take `{name}`, which the API promises", fatal


def _demands(name: str) -> str:
    return f"demands the parameter `{name}`, which the API does not have"


def _demanded(argument: Argument) -> bool:
    injected = isinstance(argument.marker, params.Depends)
    return argument.default is _EMPTY and not injected and not argument.facts().variadic
