"""Legacy APIs: their Protocols, each under its name, and their request models under free ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import ModuleType

from routeshift.discovery.inheriting import with_owners
from routeshift.discovery.loading import classes_of
from routeshift.discovery.protocols import api_classes, endpoints
from routeshift.discovery.records import Api
from routeshift.discovery.routers import factories, protocol_of
from routeshift.errors import DeclarationError
from routeshift.wire import api_name, api_place, request_model_names, snake_case


def api_of(protocol: type, name: str | None = None, *, prefix: str = "") -> Api:
    """One legacy API, from its Protocol alone.

    Args:
        protocol: A class whose methods carry webmethods.
        name: The API's name; by default the class's, in snake case.
        prefix: What stands before routes that have no level (rule R3).
    """
    found = endpoints(protocol, prefix)
    return Api(name or snake_case(protocol.__name__), protocol.__name__, protocol, found)


def legacy_apis(
    found: list[ModuleType], route_modules: Sequence[str], prefix: str
) -> dict[str, Api]:
    """The APIs that Protocols declare, by name.

    Args:
        found: The modules of the packages.
        route_modules: Names of modules that hold router factories.
        prefix: What stands before routes that have no level (rule R3).

    Raises:
        DeclarationError: When two of them have the same name.
    """
    # A Protocol that has moved has no webmethods: its
    # implementations may still repeat them, and are no APIs.
    moved = [protocol_of(function) for _, function in factories(found, route_modules)]
    classes = api_classes(found, [protocol for protocol in moved if protocol is not None])
    declared = Counter(api_place(cls.__module__) for cls in classes)
    # So that a module's last legacy API keeps its name when the others have moved.
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


def with_request_names(apis: dict[str, Api], packages: list[ModuleType]) -> dict[str, Api]:
    """The same APIs, with request models whose names are free in their packages (T22).

    Args:
        apis: The APIs, by name.
        packages: Where their models must not hide a class.
    """
    claims = [(api.name, endpoint.name) for api in apis.values() for endpoint in api.endpoints]
    taken = frozenset[str]().union(*map(classes_of, packages))
    # For all APIs at once, whichever are asked for: a name must not depend on that.
    names = request_model_names(claims, taken)
    return {
        name: replace(
            api,
            endpoints=tuple(replace(e, request_name=names[name, e.name]) for e in api.endpoints),
        )
        for name, api in apis.items()
    }
