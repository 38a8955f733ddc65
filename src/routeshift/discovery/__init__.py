"""Finding the APIs of a package: legacy Protocols, and routers by their factories.

It imports the user's code, reads what its decorators left, and builds on `wire` alone. Called by
hosts, `serving`, `openapi`, `app` and `targets`.
"""

from __future__ import annotations

import importlib.metadata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from routeshift.discovery.conventions import with_extra_body, with_lists, with_tags
from routeshift.discovery.found import Apis, Skipped
from routeshift.discovery.inheriting import adopting, with_owners
from routeshift.discovery.loading import classes_of, load, modules, source_of
from routeshift.discovery.protocols import api_classes, endpoints
from routeshift.discovery.records import Api, Endpoint, Factory
from routeshift.discovery.routers import factories, protocol_of
from routeshift.errors import DeclarationError
from routeshift.wire import Words, api_name, api_place, request_model_names, snake_case

__all__ = [
    "ROUTE_MODULES",
    "Api",
    "Apis",
    "Endpoint",
    "Factory",
    "Skipped",
    "adopting",
    "api_of",
    "discover",
    "load",
    "source_of",
    "with_extra_body",
    "with_lists",
    "with_tags",
]

ROUTE_MODULES = ("routes", "fastapi_routes")
ENTRY_POINTS = "routeshift.apis"


def discover(
    *targets: str | Path | ModuleType,
    prefix: str = "",
    route_modules: Sequence[str] = ROUTE_MODULES,
    entry_points: bool = False,
    lists: str | None = None,
    tags: Words | None = None,
    extra_body: str | None = None,
) -> Apis:
    """Find the APIs of one or several packages.

    Legacy Protocols are known by the attributes that their decorator leaves (rule R1), routers
    by functions `create_router(impl)` or `create_<api>_router(impl)` in the route modules.

    Args:
        targets: Packages: imported, by dotted name, or by the path to their folder.
        prefix: What stands before routes that have no level (rule R3), as `/v1`.
        route_modules: Names of the modules that hold router factories.
        entry_points: Whether to search the packages that installed distributions name in the
            entry point group `routeshift.apis`, too.
        lists: Where lists on GET and DELETE are read from (rule P2): `both` the query, which is
            documented, and the body, which the old server read; `query` or `body` alone. With
            `body` nothing changes for clients. By default `both`.
        tags: The words of the tags of legacy APIs (rule D3): `protocol` for the Protocol's name,
            as in `VectorIO`; `title` for the API's, as in `Vector Io`; or tags by the names of
            APIs. By default `protocol`.
        extra_body: The vendor extension that lists extra body fields of legacy APIs (rule P11):
            `x-...` of the operation, or `requestBody.x-...`, which has them by their names.

    Returns:
        The APIs, by name.

    Raises:
        TargetError: When a target or a module that declares an API fails to import.
        DeclarationError: When two modules declare an API of the same name, lists are to be
            read from somewhere else, or a tag is for no API.
    """
    wanted = [*targets, *(_external() if entry_points else ())]
    packages = [load(target) for target in wanted]
    found: list[ModuleType] = []
    skipped: list[Skipped] = []
    for package in packages:
        loaded, failed = modules(package, route_modules)
        found += [module for module in loaded if module not in found]
        skipped += failed
    legacy = _named(_legacy(found, route_modules, prefix), packages)
    apis = _with_routers(legacy, found, route_modules)
    names = tuple(package.__name__ for package in packages)
    settled = with_tags(with_lists(apis.values(), lists), tags, all_known=True)
    found_apis = sorted(with_extra_body(settled, extra_body), key=lambda api: api.name)
    return Apis(tuple(found_apis), names, tuple(skipped))


def api_of(protocol: type, name: str | None = None, *, prefix: str = "") -> Api:
    """One legacy API, from its Protocol alone.

    Args:
        protocol: A class whose methods carry webmethods.
        name: The API's name; by default the class's, in snake case.
        prefix: What stands before routes that have no level (rule R3).
    """
    found = endpoints(protocol, prefix)
    return Api(name or snake_case(protocol.__name__), protocol.__name__, protocol, found)


def _external() -> Iterable[str]:
    return sorted(point.value for point in importlib.metadata.entry_points(group=ENTRY_POINTS))


def _legacy(found: list[ModuleType], route_modules: Sequence[str], prefix: str) -> dict[str, Api]:
    moved = [protocol_of(function) for _, function in factories(found, route_modules)]
    classes = api_classes(found, [protocol for protocol in moved if protocol is not None])
    declared = Counter(api_place(cls.__module__) for cls in classes)
    declared.update(_migrated_places(found, route_modules))
    apis: dict[str, Api] = {}
    for cls in classes:
        alone = declared[api_place(cls.__module__)] == 1
        name = api_name(cls.__module__, cls.__name__, alone=alone)
        api = Api(name, cls.__name__, cls, endpoints(cls, prefix))
        if name in apis:
            raise _same_name(apis[name], api)
        apis[name] = api
    return {api.name: api for api in with_owners(apis.values())}


def _named(apis: dict[str, Api], packages: list[ModuleType]) -> dict[str, Api]:
    """The same APIs, with request models whose names are free in their packages (T22)."""
    claims = [(api.name, endpoint.name) for api in apis.values() for endpoint in api.endpoints]
    taken = frozenset[str]().union(*map(classes_of, packages))
    names = request_model_names(claims, taken)
    return {
        name: replace(
            api,
            endpoints=tuple(replace(e, request_name=names[name, e.name]) for e in api.endpoints),
        )
        for name, api in apis.items()
    }


def _migrated_places(found: list[ModuleType], route_modules: Sequence[str]) -> Iterator[str]:
    """Where APIs that share their module with others have moved to routers already."""
    for module in found:
        for _, function in factories([module], route_modules):
            if function.__name__ != "create_router":
                yield api_place(module.__name__)


def _same_name(one: Api, other: Api) -> DeclarationError:
    first, second = (api.endpoints[0].source for api in (one, other))
    return DeclarationError(
        f"The API {other.name!r} is declared twice: by {one.tag} in {first} too.",
        source=second,
        hint="Rename one of the two modules, or discover their packages apart.",
    )


def _with_routers(
    apis: dict[str, Api], found: list[ModuleType], route_modules: Sequence[str]
) -> dict[str, Api]:
    origin: dict[str, Callable[..., Any]] = {}
    for name, function in factories(found, route_modules):
        source = source_of(function)
        if name in origin:
            raise DeclarationError(
                f"The API {name!r} has two routers: by {source_of(origin[name])} too.",
                source=source,
                hint="Remove one of the two factories.",
            )
        origin[name] = function
        factory = Factory(function, source, protocol_of(function))
        apis[name] = _joined(name, apis.get(name), factory)
    return apis


def _joined(name: str, legacy: Api | None, factory: Factory) -> Api:
    if legacy is not None:
        return replace(legacy, factory=factory)
    protocol = factory.protocol
    return Api(name, protocol.__name__ if protocol else name, protocol, (), factory)
