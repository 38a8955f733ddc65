"""What FastAPI runs before a route: its dependencies, and what credentials they demand."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

from fastapi.security.base import SecurityBase

from routeshift.serving.contract import lists_in_body

# Routers have copies of it; readers ask what of their own runs before a route.
_COMPATIBILITY = lists_in_body().__qualname__


class Dependencies(TypedDict):
    """What is known of them, as an `Operation` has it."""

    dependencies: tuple[str, ...]
    scopes: tuple[str, ...]
    security: tuple[str, ...]


def dependencies_of(dependant: Any) -> Dependencies:
    """The dependencies of a route, and of these, by name; each once, and none of the contract's.

    Args:
        dependant: What FastAPI knows of the route's parameters; None for one that is not its own.
    """
    found = list(_below(dependant))
    scopes = (scope for one in found for scope in _scopes(one))
    return {
        "dependencies": tuple(dict.fromkeys(_name(one.call) for one in found)),
        "scopes": tuple(dict.fromkeys(scopes)),
        "security": tuple(dict.fromkeys(_schemes(found))),
    }


def _below(dependant: Any) -> Iterator[Any]:
    for one in getattr(dependant, "dependencies", ()):
        if getattr(one.call, "__qualname__", "") == _COMPATIBILITY:
            continue
        yield one
        yield from _below(one)


def _scopes(dependant: Any) -> list[str]:
    """Its scopes, by the name that this or an older FastAPI has for them."""
    own = getattr(dependant, "own_oauth_scopes", None)
    return own or getattr(dependant, "security_scopes", None) or []


def _schemes(found: Iterable[Any]) -> Iterator[str]:
    """What the document calls the security schemes among dependencies."""
    for one in found:
        if isinstance(one.call, SecurityBase):
            yield getattr(one.call, "scheme_name", None) or _name(one.call)


def _name(call: Any) -> str:
    """What readers call a callable: its name, or that of the class of an instance."""
    while isinstance(call, functools.partial):
        call = call.func
    name: str = getattr(call, "__qualname__", None) or type(call).__qualname__
    return name.rpartition("<locals>.")[2]
