"""A target as an ASGI application, with recording stubs where it has no implementation."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

from routeshift.errors import TargetError


def load_app(target: str, *, stub_seed: int) -> Any:
    """Load a target in this process.

    Args:
        target: A path to a package, a dotted name, or `module:app`.
        stub_seed: Chooses the answers of stubs.

    Raises:
        RouteshiftError: If it cannot be found, imported or served.
    """
    if ":" in target and not Path(target).exists():
        return _named_app(target)
    from routeshift.target import stub_app

    return stub_app(target, seed=stub_seed)


def _named_app(target: str) -> Any:
    module_name, _, attribute = target.partition(":")
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        found: Any = importlib.import_module(module_name)
        for part in attribute.split("."):
            found = getattr(found, part)
    except Exception as error:
        raise TargetError(
            f"`{target}` cannot be imported: {type(error).__name__}: {error}.",
            hint="Run the command where that module can be imported.",
        ) from error
    if not callable(found):
        raise TargetError(f"`{target}` is no ASGI application.")
    return found
