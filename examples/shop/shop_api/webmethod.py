"""The shop's own decorator; Routeshift reads what it leaves on a function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

V1 = "v1"
V1ALPHA = "v1alpha"

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class WebMethod:
    """What the server needs to know of one route."""

    route: str
    method: str
    level: str
    deprecated: bool = False
    public: bool = False
    required_scope: str | None = None


def webmethod(
    route: str,
    method: str,
    level: str,
    deprecated: bool = False,
    public: bool = False,
    required_scope: str | None = None,
) -> Callable[[F], F]:
    """Declare that a Protocol method is served over HTTP."""

    def wrap(function: F) -> F:
        entry = WebMethod(route, method, level, deprecated, public, required_scope)
        function.__dict__.setdefault("__webmethods__", []).append(entry)
        return function

    return wrap
