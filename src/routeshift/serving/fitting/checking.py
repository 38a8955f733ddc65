"""Whether implementations fit their Protocols, of both kinds: checked before anything is served."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, params
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.routing import BaseRoute

from routeshift.discovery import Api, Endpoint, adopting, source_of
from routeshift.errors import DeclarationError
from routeshift.serving.fitting.conventions import missing_names, request_models
from routeshift.serving.fitting.differences import Promise, differences, promises
from routeshift.serving.fitting.spots import bound_spots, moved, route_spots
from routeshift.serving.signatures import Argument, Signature, both_signatures, refused
from routeshift.wire import Source

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


def check(
    apis: Iterable[Api],
    impls: Mapping[str, Any],
    *,
    bridge: bool = False,
    router_of: Callable[[str], APIRouter] | None = None,
) -> list[Problem]:
    """All ways in which implementations do not fit their APIs (traps T2, T11).

    Args:
        apis: What `discover` found.
        impls: What answers, by the name of its API.
        bridge: Whether signatures of the other convention are bridged.
        router_of: Makes the router of an API, by its name: what that reads and documents is
            compared then, and not only what its Protocol has.

    Returns:
        One for each method and reason; empty when everything fits.
    """
    return [
        problem
        for api in adopting(apis, impls)
        if api.name in impls
        for problem in _of_api(api, impls[api.name], bridge, router_of)
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


def _of_api(
    api: Api, impl: Any, bridge: bool, router_of: Callable[[str], APIRouter] | None
) -> Iterator[Problem]:
    if impl is None or impl is ...:
        reason = f"The implementation of the API {api.name!r} is {impl}: leave it out, or give one."
        yield Problem(api.name, reason, None)
        return
    methods = _methods(api)
    # A class whose methods are static can be called as it is.
    if isinstance(impl, type) and any(_takes_self(impl, name) for name in methods):
        reason = f"The implementation of the API {api.name!r} is a class: give {impl.__name__}()."
        yield Problem(api.name, reason, source_of(impl))
        return
    routes = _routes(api, router_of)
    operations = routes | {endpoint.name: endpoint for endpoint in api.endpoints}
    # Where each handler is called as its method, what no handler is called as is no operation.
    served = operations if routes and routes.keys() <= methods.keys() else methods
    for name, function in methods.items():
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
        elif name in served:
            found = _of_method(method, function, name, operations.get(name), bridge=bridge)
            for reason, fatal in found:
                yield Problem(api.name, f"{who} {reason}.", source_of(method), fatal)


def _routes(api: Api, router_of: Callable[[str], APIRouter] | None) -> dict[str, APIRoute]:
    """The routes of an API that routers have, its own and others, by what handlers are called."""
    routes: list[BaseRoute] = []
    # Why it cannot be made is reported when it is to be served.
    with suppress(DeclarationError):
        if router_of is not None and (api.factory is not None or api.inherited):
            routes = router_of(api.name).routes
    return {route.name: route for route in reversed(routes) if isinstance(route, APIRoute)}


def _takes_self(cls: type, name: str) -> bool:
    return inspect.isfunction(inspect.getattr_static(cls, name, None))


def _methods(api: Api) -> dict[str, Callable[..., Any]]:
    """What is called: the webmethods, and with a router all that its Protocol promises."""
    inherited = {name for one in api.inherited for name in one.methods}
    found = {
        n: f for n, f in inspect.getmembers(api.protocol, inspect.isfunction) if n in inherited
    }
    if api.factory is not None and api.factory.protocol is not None:
        members = inspect.getmembers(api.factory.protocol, inspect.isfunction)
        found |= {name: function for name, function in members if not name.startswith("_")}
    return found | {endpoint.name: endpoint.function for endpoint in api.endpoints}


def _of_method(
    method: Any,
    function: Callable[..., Any],
    name: str,
    at: Endpoint | APIRoute | None,
    *,
    bridge: bool,
) -> Iterator[tuple[str, bool]]:
    legacy = isinstance(at, Endpoint)
    route = at if isinstance(at, APIRoute) else None
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
            known = promises(theirs, expected, route, {a.name for a in own.arguments})
            yield from ((message, False) for message in differences(own, known, legacy=legacy))
            yield from ((message, False) for message in _elsewhere(own, theirs, expected, at))
            yield from _not_taken(own, known, fatal=False)
        return
    refused = _refused(own) if legacy else []
    yield from ((reason, True) for reason in refused)
    if not refused and (legacy or not own.same_wire(theirs)):
        known = promises(theirs, {}, route)
        for argument in own.arguments:
            if argument.name not in known and _demanded(argument):
                yield _demands(argument.name), True
        yield from ((message, False) for message in differences(own, known, legacy=legacy))
        yield from ((message, False) for message in _elsewhere(own, theirs, {}, at))
        yield from _not_taken(own, known, fatal=not legacy)


def _elsewhere(
    own: Signature,
    theirs: Signature,
    models: Mapping[str, type[BaseModel]],
    at: Endpoint | APIRoute | None,
) -> Iterator[str]:
    """What travels elsewhere than the document says, or is called otherwise there."""
    if isinstance(at, APIRoute):
        method = next(iter(at.methods or ()), "")
        mine = bound_spots(own, method, at.path)
        marked = {name: mine[name] for name in _marked_otherwise(own, theirs) if name in mine}
        yield from moved(marked, route_spots(at, models), routed=True)
    elif at is not None:
        mine, documented = (bound_spots(s, at.method, at.path, at.lists) for s in (own, theirs))
        yield from moved(mine, documented, routed=False)


def _marked_otherwise(own: Signature, theirs: Signature) -> Iterator[str]:
    """The parameters that one side marks; without markers a router alone says where they are."""
    known = {a.name: a for a in theirs.arguments}
    for argument in own.arguments:
        other = known.get(argument.name, argument)
        markers = argument.marker is not None or other.marker is not None
        if markers and (other is argument or repr(other.annotation) != repr(argument.annotation)):
            yield argument.name


def _is_the_protocols(method: Any, function: Callable[..., Any]) -> bool:
    return inspect.unwrap(getattr(method, "__func__", method)) is inspect.unwrap(function)


def _convention(
    own: Signature, theirs: Signature, mine: Mapping[str, type], expected: Mapping[str, type]
) -> str:
    def shown(signature: Signature, models: Mapping[str, type]) -> str:
        return ", ".join(
            f"`{a.name}: {models[a.name].__name__}`" if a.name in models else f"`{a.name}`"
            for a in signature.arguments
        )

    return (
        f"takes {shown(own, mine) or 'nothing'}, but is called with "
        f"{shown(theirs, expected) or 'nothing'}: rewrite it, or mount with bridge=True"
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
