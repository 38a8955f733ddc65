"""Routers answer in the order of the old server, which registered methods by name (rule P6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from routeshift import discover
from routeshift.openapi import documented_routes
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness

LEGACY = """from typing import Any, Protocol

from legacy_decorator import webmethod


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def make_item(self, name: str) -> Any: ...

    @webmethod(route="/items/{item:path}", method="GET", level="v1")
    async def look_up(self, item: str) -> Any: ...

    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self) -> Any: ...

    @webmethod(route="/items/{item:path}/parts", method="POST", level="v1")
    async def add_part(self, item: str, name: str) -> Any: ...

    @webmethod(route="/other", method="GET", level="v1")
    async def all_others(self) -> Any: ...

    @webmethod(route="/items/{item:path}", method="DELETE", level="v1")
    async def drop_item(self, item: str) -> None: ...
"""
PATHS = ("/v1/items", "/v1/items/a", "/v1/items/a/parts", "/v1/other")


def allowed(project: Path) -> list[str]:
    """What a 405 calls allowed, by path."""
    with harness.importable(project):
        (api,) = discover("shop")
        app = FastAPI(routes=documented_routes(api))
    client = TestClient(app)
    return [client.put(path).headers["allow"] for path in PATHS]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "items.py").write_text(LEGACY)
    return tmp_path


def test_P6_a_405_names_the_methods_that_it_named(project: Path) -> None:
    before = allowed(project)
    write(plan_migration(project).changes)
    assert allowed(project) == before


def test_what_nobody_can_tell_stands_as_in_source(project: Path) -> None:
    write(plan_migration(project).changes)
    text = (project / "shop" / "items" / "routes.py").read_text()
    found = [line.split("(")[0].split()[-1] for line in text.splitlines() if "async def" in line]
    # Only the three that share a path with an older one have moved in front of it.
    assert found == ["list_items", "make_item", "add_part", "drop_item", "look_up", "all_others"]
