"""A package with a decorator of its own: what is found of it alive, and in its source."""

from __future__ import annotations

from pathlib import Path

from routeshift.discovery import discover
from routeshift_codemods.scan import scan

from . import harness

ITEMS = """
from typing import Protocol

from .http import webmethod


class Items(Protocol):
    @webmethod("/count")
    async def count(self) -> int: ...

    @webmethod("/items", method="DELETE")
    async def drop(self) -> None: ...
"""


def package_in(folder: Path, decorator: str | None = None) -> Path:
    """A package with two operations, in a folder.

    Args:
        folder: Where it is made.
        decorator: The module of its decorator; None leaves it out.
    """
    package = folder / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "items.py").write_text(ITEMS)
    if decorator is not None:
        (package / "http.py").write_text(decorator)
    return package


def alive(folder: Path) -> set[tuple[str, str]]:
    """Method and path of every operation that discovery finds, of a package or a router."""
    with harness.importable(folder):
        return {(e.method, e.path) for api in discover("shop") for e in api.endpoints}


def read(package: Path) -> set[tuple[str, str]]:
    """Method and path of every operation that scan finds."""
    return {(o.operation.method, o.operation.path) for o in scan(package).operations}
