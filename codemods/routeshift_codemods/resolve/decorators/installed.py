"""Packages outside of the target that are installed beside this tool: read, never imported."""

from __future__ import annotations

import functools
from importlib.machinery import PathFinder
from pathlib import Path

from routeshift_codemods.index import Index


def with_installed(index: Index, name: str) -> Index:
    """An index that finds a module outside of the target, too, when it is installed here.

    Args:
        index: The index of the target.
        name: The module's dotted name.
    """
    path = _place(name.partition(".")[0])
    return index if path is None else index.beside([path])


@functools.cache
def _place(package: str) -> Path | None:
    """The file of a package or top-level module. Finding one imports nothing."""
    try:
        # Of the top package alone: finding a module inside of it would import what is around it.
        spec = PathFinder.find_spec(package)
    except (ImportError, ValueError):
        return None
    origin = spec.origin if spec and spec.has_location else None
    return Path(origin) if origin and origin.endswith(".py") else None
