"""Router factories: functions `create_router(impl)` in the route modules of a package."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

from routeshift.discovery.loading import source_of
from routeshift.discovery.records import Api, Factory
from routeshift.errors import DeclarationError
from routeshift.wire import factory_api


def factories(
    modules: list[ModuleType], route_modules: Collection[str]
) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The API and the factory, for each factory that a route module defines.

    Args:
        modules: The modules of a package.
        route_modules: Names of modules that hold router factories.
    """
    for module in modules:
        if module.__name__.rpartition(".")[2] in route_modules:
            yield from _of_module(module)


def _of_module(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in vars(module).items():
        api = factory_api(module.__name__, name)
        if api is not None and _is_factory(value, module):
            yield api, value


def _is_factory(value: object, module: ModuleType) -> bool:
    # Imported from elsewhere it is the factory of another API.
    if not inspect.isfunction(value) or value.__module__ != module.__name__:
        return False
    parameters = list(inspect.signature(value).parameters.values())
    # It is called with an implementation alone.
    return bool(parameters) and all(p.default is not p.empty for p in parameters[1:])


def protocol_of(factory: Callable[..., Any]) -> type | None:
    """The Protocol that a factory's first parameter is annotated with, if it is a class."""
    try:
        hints = typing.get_type_hints(factory)
    # The Protocol is imported for type checkers only; the factory works without.
    except NameError:
        return None
    first = next(iter(inspect.signature(factory).parameters))
    protocol = hints.get(first)
    return protocol if isinstance(protocol, type) and protocol is not object else None


def with_routers(
    apis: dict[str, Api], found: list[ModuleType], route_modules: Collection[str]
) -> dict[str, Api]:
    """The same APIs and those that have a router alone; of both kinds is one with both.

    Args:
        apis: The legacy APIs, by name.
        found: The modules of the packages.
        route_modules: Names of modules that hold router factories.

    Raises:
        DeclarationError: When an API has two routers.
    """
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
