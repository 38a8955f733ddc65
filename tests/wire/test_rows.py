"""A row of the tables is all that a new kind of parameter needs."""

from __future__ import annotations

import shutil
import sys
import types
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

import pytest
from codemod import harness
from fastapi import FastAPI
from starlette.testclient import TestClient

from routeshift import discover, mount
from routeshift.openapi import document
from routeshift.wire import responses
from routeshift.wire.places import Place, PlaceRow
from routeshift.wire.responses import ResponseRow
from routeshift.wire.shapes import Shape, ShapeRow, shape_named, shape_of_class
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

MODULE = """from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel
from visits import Visit


class Greeting(BaseModel):
    visit: Visit
    limit: int


class Things(Protocol):
    @webmethod(route="/greeting", method="GET", level="v1")
    async def greet(self, visit: Visit, limit: int = 3) -> Greeting: ...
"""


class Visit(StrEnum):
    FIRST = "first"
    LATER = "later"


class Things:
    async def greet(self, visit: Visit, limit: int = 3) -> dict[str, Any]:
        return {"visit": visit, "limit": limit}


def add_row(patch: pytest.MonkeyPatch, table: type[Enum], name: str, row: object) -> Any:
    """A row in front of those of a table."""
    added: Any = object.__new__(table)
    added._name_, added._value_ = name, row
    patch.setitem(table._member_map_, name, added)
    patch.setattr(table, "_member_names_", [name, *table._member_names_])
    return added


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package whose operation takes what only made-up rows know."""
    for remembered in (shape_named, shape_of_class):
        remembered.cache_clear()
    place = add_row(monkeypatch, Place, "VISIT", PlaceRow("visit cookie", "visit", given="Cookie"))
    add_row(monkeypatch, Shape, "VISIT", ShapeRow({"visits": "Visit"}, place=place))
    visits = types.ModuleType("visits")
    visits.Visit = Visit  # type: ignore[attr-defined]
    monkeypatch.setattr(Visit, "__module__", "visits")
    monkeypatch.setitem(sys.modules, "visits", visits)
    package = tmp_path / "before" / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "things.py").write_text(MODULE)
    return package.parent


def answers(folder: Path) -> list[Any]:
    with harness.importable(folder):
        app = FastAPI()
        mount(app, discover("shop"), {"things": Things()}, bridge=True)
        client = TestClient(app, cookies={"visit": "later"})
        found = [client.get(f"/v1/greeting{query}") for query in ("", "?limit=4", "?limit=x")]
    return [(answer.status_code, answer.json()) for answer in found]


def documented(folder: Path) -> dict[str, str]:
    with harness.importable(folder):
        made = document(discover("shop"))
    parameters = made["paths"]["/v1/greeting"]["get"]["parameters"]
    return {parameter["name"]: parameter["in"] for parameter in parameters}


def test_a_row_for_a_shape_and_its_place_arrives_in_serving_and_the_document(shop: Path) -> None:
    assert documented(shop) == {"visit": "cookie", "limit": "query"}
    assert answers(shop)[:2] == [
        (200, {"visit": "later", "limit": 3}),
        (200, {"visit": "later", "limit": 4}),
    ]


def test_a_row_may_name_a_class_that_the_package_declares_itself(
    monkeypatch: pytest.MonkeyPatch, shop: Path
) -> None:
    """It decides, and not what the class inherits."""
    place = add_row(monkeypatch, Place, "OWN", PlaceRow("own cookie", "own", given="Cookie"))
    add_row(monkeypatch, Shape, "OWN", ShapeRow({"shop.own": "Visit"}, place=place))
    (shop / "shop" / "own.py").write_text(
        "from enum import StrEnum\n\n\nclass Visit(StrEnum):\n    FIRST = 'first'\n"
    )
    (shop / "shop" / "things.py").write_text(MODULE.replace("from visits", "from shop.own"))
    assert documented(shop) == {"visit": "cookie", "limit": "query"}
    assert [found.shape for found in scan(shop).operations] == ["own + query"]


def test_a_row_for_a_shape_and_its_place_arrives_in_the_codemod(shop: Path) -> None:
    (scanned,) = scan(shop).operations
    assert scanned.shape == "visit + query"
    after = shop.with_name("after")
    shutil.copytree(shop, after)
    write(plan_migration(after).changes)
    routes = next(after.rglob("routes.py")).read_text()
    assert "visit: Annotated[Visit, Cookie()]" in routes
    assert documented(after) == documented(shop)
    assert answers(after) == answers(shop)


def test_a_row_for_a_response_arrives_in_the_document_and_the_codemod(
    monkeypatch: pytest.MonkeyPatch, shop: Path
) -> None:
    row = ResponseRow(
        "made up", lambda d: d.method == "GET", lambda _: {"response_description": "As ever."}
    )
    monkeypatch.setattr(responses, "ROWS", [*responses.ROWS, row])
    after = shop.with_name("after")
    shutil.copytree(shop, after)
    write(plan_migration(after).changes)
    assert 'response_description="As ever."' in next(after.rglob("routes.py")).read_text()
    for folder in (shop, after):
        with harness.importable(folder):
            made = document(discover("shop"))["paths"]["/v1/greeting"]["get"]
        assert made["responses"]["200"]["description"] == "As ever."
