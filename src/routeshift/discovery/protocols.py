"""Legacy Protocols: classes whose own methods carry webmethods (rule R1)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Iterator
from types import FunctionType, ModuleType

from routeshift.discovery.loading import source_of
from routeshift.discovery.records import Endpoint
from routeshift.errors import DeclarationError
from routeshift.webmethod import WebMethod, read_webmethods
from routeshift.wire import join_path, request_model_name, served_method

_LEVEL = re.compile(r"[\w.~-]*")
_ROUTE = re.compile(r"(?:[^{}?#\s]|\{\w+(?::\w+)?\})*")


def api_classes(modules: list[ModuleType], moved: Collection[type] = ()) -> list[type]:
    """The classes that are an API by themselves.

    A class is one when it declares a webmethod of its own, unless it repeats those that it
    implements, or another such class of the same module inherits from it: then it is a part of
    that one.

    Args:
        modules: The modules of a package.
        moved: The Protocols of router factories, whose methods have no webmethods any more.
    """
    declaring = [cls for module in modules for cls in _classes(module) if _entries(cls)]
    apis = [cls for cls in declaring if not _is_implementation(cls, declaring, moved)]
    return [cls for cls in apis if not _part_of_another(cls, apis)]


def _classes(module: ModuleType) -> Iterator[type]:
    # A class may have a second name.
    own = [v for v in vars(module).values() if isinstance(v, type)]
    # Of a class that is imported the module it comes from tells.
    yield from dict.fromkeys(cls for cls in own if cls.__module__ == module.__name__)


def _entries(cls: type) -> set[tuple[str, str, str]]:
    """The names of a class's own webmethods, with what clients address."""
    return {
        (name, served_method(entry.method), join_path(str(entry.level or ""), str(entry.route)))
        for name, value in vars(cls).items()
        for entry in read_webmethods(value)
    }


def _is_implementation(cls: type, declaring: list[type], moved: Collection[type]) -> bool:
    """Whether a class repeats webmethods of a Protocol above it, or all those of any API."""
    # A Protocol declares; that another one declares the same makes neither of them its code.
    if _is_protocol(cls):
        return False
    own = _entries(cls)
    repeats = any(
        own & _inherited_entries(other)
        if _is_protocol(other) and other in cls.__mro__
        else own <= _inherited_entries(other)
        for other in declaring
        if other is not cls and (_is_protocol(other) or other in cls.__mro__)
    )
    # A Protocol whose API has moved says nothing of HTTP any more: then the names alone tell.
    names = {name for name, _, _ in own}
    return repeats or any(p in cls.__mro__ and names & set(dir(p)) for p in moved)


def _inherited_entries(cls: type) -> set[tuple[str, str, str]]:
    return set().union(*map(_entries, cls.__mro__))


def _is_protocol(cls: type) -> bool:
    return bool(vars(cls).get("_is_protocol"))


def _part_of_another(cls: type, others: list[type]) -> bool:
    return any(
        other is not cls and cls in other.__mro__ and other.__module__ == cls.__module__
        for other in others
    )


def endpoints(cls: type, prefix: str) -> tuple[Endpoint, ...]:
    """The operations of one class, in the order of the old server: by method name.

    Args:
        cls: The class, with all that it inherits.
        prefix: What stands before routes without a level.

    Raises:
        DeclarationError: When a level or a route is no part of a path.
    """
    return tuple(
        Endpoint(
            name=name,
            function=function,
            entry=entry,
            path=_path(function, entry, prefix),
            method=served_method(entry.method),
            source=source_of(function),
            request_name=request_model_name(name),
        )
        # `getmembers` sorts by name: so the old servers
        # registered, and greedy paths depend on it (rule P6).
        for name, function in inspect.getmembers(cls, inspect.isfunction)
        for entry in read_webmethods(function)
    )


def _path(function: FunctionType, entry: WebMethod, prefix: str) -> str:
    _require(function, "level", entry.level or "", _LEVEL, "v1")
    _require(function, "route", entry.route or "", _ROUTE, "/orders/{order_id}")
    return join_path(entry.level, entry.route, prefix)


def _require(
    function: FunctionType, field: str, given: object, wanted: re.Pattern[str], example: str
) -> None:
    if isinstance(given, str) and wanted.fullmatch(given):
        return
    source = source_of(function)
    raise DeclarationError(
        f"{function.__qualname__} is declared with the {field} {given!r}, which fits no path.",
        source=source,
        hint=f"A {field} looks like {example}.",
    )
