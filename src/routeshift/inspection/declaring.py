"""The operations that APIs declare, of both kinds, whether anything serves them or not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from routeshift.discovery import Api, api_of, discover
from routeshift.openapi import documented_routes
from routeshift.serving import operations_of_routes
from routeshift.wire import Operation

__all__ = ["declared_operations", "protocol_operations"]


def declared_operations(apis: Iterable[Api]) -> list[Operation]:
    """The operations that APIs declare, of both kinds; no implementation is needed.

    Args:
        apis: What `discover` found.

    Raises:
        DeclarationError: When an operation cannot be served.
    """
    return [
        operation
        for api in apis
        for operation in operations_of_routes(documented_routes(api), api.name)
    ]


def protocol_operations(protocol: type, *packages: str | Path | ModuleType) -> dict[str, Operation]:
    """The operations of a class and of what it inherits, by the names of their methods.

    It answers whoever asked the methods themselves for what a decorator left: a check of
    implementations, a maker of stand-ins. A method with several operations has the first.

    Args:
        protocol: A Protocol, whether its API has moved or not, or a class that inherits some.
        packages: Where the routers are, as `discover` takes them.

    Raises:
        TargetError: When a package, or a module in it that declares an API, fails to import.
        DeclarationError: When an operation cannot be served.
    """
    routed = [api for api in discover(*packages).routers if api.protocol in protocol.__mro__]
    found: dict[str, Operation] = {}
    for operation in declared_operations([*routed, api_of(protocol)]):
        found.setdefault(operation.name, operation)
    return found
