"""Operations that several APIs inherit: who serves them, so that each is served once.

The old servers asked each Protocol for all its methods, inherited ones too, and of two routes
with one path the first was served. So nothing is declared twice by being inherited twice, and
nothing is lost where one of the APIs is not served.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from routeshift.discovery.records import Api, Inherited

_Methods = list[tuple[str, Callable[..., Any]]]


def with_owners(apis: Iterable[Api]) -> list[Api]:
    """The same APIs, each operation with one of them.

    It is the first by name of those that inherit it in the module that declares it, or else the
    first of all.

    Args:
        apis: The APIs, with all that they inherit.
    """
    ordered = sorted(apis, key=lambda api: api.name)
    owners: dict[int, str] = {}
    # First those at home, all of them, and then whoever comes first: the owner must not depend on
    # which API the loop meets.
    for at_home in (True, False):
        for api in ordered:
            for endpoint in api.endpoints:
                if not at_home or _is_at_home(api, endpoint.name):
                    owners.setdefault(id(endpoint.function), api.name)
    return [
        replace(
            api, endpoints=tuple(e for e in api.endpoints if owners[id(e.function)] == api.name)
        )
        for api in ordered
    ]


def adopting(apis: Iterable[Api], served: Collection[str]) -> list[Api]:
    """The same APIs, in which those that are served have what they inherit from the others.

    Args:
        apis: The APIs.
        served: The names of those that are served.
    """
    apis = list(apis)
    orphans = [(api, _methods(api)) for api in apis if api.name not in served]
    if not orphans:
        return apis
    claimed: set[int] = set()
    return [_heir(api, orphans, claimed) if api.name in served else api for api in apis]


def heirs(apis: Iterable[Api]) -> list[Api]:
    """The APIs without a router that inherit methods of one that has one.

    Args:
        apis: The APIs.
    """
    apis = list(apis)
    routed = [(api, _methods(api)) for api in apis if api.factory is not None]
    legacy = [api for api in apis if api.factory is None]
    return [api for api in legacy if routed and _heir(api, routed, set()).inherited]


def inherited_by_both(one: Api, other: Api) -> frozenset[str]:
    """The names of the methods that two APIs have from one class.

    Args:
        one: An API.
        other: Another one.
    """
    theirs = {id(function) for _, function in _methods(other)}
    return frozenset(name for name, function in _methods(one) if id(function) in theirs)


def _heir(api: Api, orphans: Iterable[tuple[Api, _Methods]], claimed: set[int]) -> Api:
    """An API with what it inherits from those that are not served, and nobody has claimed."""
    own = {id(function) for _, function in _methods(api)} - claimed
    claimed |= own
    endpoints = list(api.endpoints)
    inherited = []
    for other, methods in orphans:
        endpoints += [e for e in other.endpoints if id(e.function) in own and e not in endpoints]
        names = frozenset(name for name, function in methods if id(function) in own)
        if names and other.factory is not None:
            inherited.append(Inherited(other.name, other.factory, names))
    endpoints.sort(key=lambda endpoint: endpoint.name)
    return replace(api, endpoints=tuple(endpoints), inherited=tuple(inherited))


def _methods(api: Api) -> _Methods:
    """The methods of an API's Protocols, but for Python's own, which all Protocols share."""
    protocols = [api.protocol, api.factory and api.factory.protocol]
    return [
        (name, function)
        for protocol in dict.fromkeys(filter(None, protocols))
        for name, function in inspect.getmembers(protocol, inspect.isfunction)
        if not (name.startswith("__") and name.endswith("__"))
    ]


def _is_at_home(api: Api, method: str) -> bool:
    assert api.protocol is not None
    declaring = next(cls for cls in api.protocol.__mro__ if method in vars(cls))
    return declaring.__module__ == api.protocol.__module__
