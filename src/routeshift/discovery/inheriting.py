"""Operations that several APIs inherit: who serves them, so that each is served once.

The old servers asked each Protocol for all its methods, inherited ones too, and of two routes
with one path the first was served. So nothing is declared twice by being inherited twice, and
nothing is lost where one of the APIs is not served.
"""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterable
from dataclasses import replace

from routeshift.discovery.records import Api


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
    orphans = [e for api in apis if api.name not in served for e in api.endpoints]
    found = []
    for api in apis:
        if orphans and api.name in served and api.protocol is not None:
            methods = {id(f) for _, f in inspect.getmembers(api.protocol, inspect.isfunction)}
            taken = [e for e in orphans if id(e.function) in methods]
            orphans = [e for e in orphans if id(e.function) not in methods]
            ordered = sorted((*api.endpoints, *taken), key=lambda e: e.name)
            api = replace(api, endpoints=tuple(ordered))
        found.append(api)
    return found


def _is_at_home(api: Api, method: str) -> bool:
    assert api.protocol is not None
    declaring = next(cls for cls in api.protocol.__mro__ if method in vars(cls))
    return declaring.__module__ == api.protocol.__module__
