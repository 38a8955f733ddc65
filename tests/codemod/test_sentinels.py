"""Rule P9: defaults that are sentinels of a class of their own stay so behind the new router."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from routeshift import discover
from routeshift.compare import compare
from routeshift.openapi import document
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness


def told(value: Any) -> Any:
    """A value, or its class: older versions of FastAPI copy defaults."""
    return value if isinstance(value, str | int) else type(value).__name__


def test_sentinels_of_query_and_body_reach_the_implementation(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(harness.CASES / "sentinels" / "before", folder)
    write(plan_migration(folder).changes)
    seen: list[Any] = []
    with harness.importable(folder):
        items = importlib.import_module("shop.items")

        class Impl:
            async def list_items(self, request: Any) -> Any:
                seen.append([told(request.after), told(request.limit)])
                return items.Page(data=[])

            async def add_item(self, request: Any) -> Any:
                seen.append([request.name, told(request.note)])
                return items.Page(data=[])

        app = FastAPI()
        app.include_router(importlib.import_module("shop.items.routes").create_router(Impl()))
        client = TestClient(app)
        answers = [
            client.get("/v1/items"),
            client.get("/v1/items?after=a&limit=2&order=up&include=up"),
            client.post("/v1/items", json={"name": "n"}),
            client.post("/v1/items", json={"name": "n", "note": "o"}),
        ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert seen == [["NotGiven", "Absent"], ["a", 2], ["n", "Absent"], ["n", "o"]]


def test_P2_a_list_of_the_body_has_a_sentinel_too(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(harness.CASES / "sentinels" / "before", folder)
    with harness.importable(folder):
        before = document(discover("shop", lists="body"))
    write(plan_migration(folder, lists="body").changes)
    seen: list[Any] = []
    with harness.importable(folder):
        items = importlib.import_module("shop.items")

        class Impl:
            async def list_items(self, request: Any, include: Any) -> Any:
                seen.append(told(include))
                return items.Page(data=[])

        app = FastAPI()
        app.include_router(importlib.import_module("shop.items.routes").create_router(Impl()))
        answer = TestClient(app).get("/v1/items?include=up")
        assert compare(before, document(discover("shop"))).preserved("docs", strict=True)
    assert answer.status_code == 200
    assert seen == ["NotGiven"]
