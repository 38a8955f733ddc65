"""A target as an ASGI application, with recording stubs where it has no implementation."""

from __future__ import annotations

from typing import Any

from routeshift.errors import TargetError
from routeshift.targets import is_app, named_app, stub_app


def load_app(target: str, *, stub_seed: int) -> Any:
    """Load a target in this process.

    Args:
        target: A path to a package, a dotted name, or `module:app`.
        stub_seed: Chooses the answers of stubs.

    Raises:
        RouteshiftError: If it cannot be found, imported or served.
    """
    if not is_app(target):
        return stub_app(target, seed=stub_seed)
    found = named_app(target)
    if not callable(found):
        raise TargetError(f"`{target}` is no ASGI application.")
    return found
