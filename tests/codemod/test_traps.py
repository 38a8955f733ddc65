"""The traps of a migration by hand, each at the level of migrated code that answers over HTTP."""

from __future__ import annotations

import importlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness

LEGACY = """from collections.abc import AsyncIterator
from typing import Annotated, Any, Protocol

from fastapi import File, Form, UploadFile
from legacy_decorator import webmethod
from pydantic import BaseModel, Field

Tags = Annotated[list[str], Field(max_length=3)]


class Item(BaseModel):
    name: str


class Page(BaseModel):
    data: list[Item]
    has_more: bool = False
    url: str | None = None


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(self, item_id: str, name: str, tags: Tags) -> Item: ...

    @webmethod(route="/defaults", method="POST", level="v1")
    async def defaults(self, name: str | None = None, count: int = 1) -> Item: ...

    @webmethod(route="/items/{item_id}", method="DELETE", level="v1")
    async def remove_item(self, item_id: str) -> None: ...

    @webmethod(route="/silent", method="POST", level="v1")
    async def silent(self) -> None: ...

    @webmethod(route="/talkative", method="POST", level="v1")
    async def talkative(self) -> None: ...

    @webmethod(route="/talkative", method="DELETE", level="v1")
    async def remove_all(self) -> None: ...

    @webmethod(route="/pages", method="GET", level="v1")
    async def pages(self, size: Annotated[int, Field(ge=2)] = 2) -> Page: ...

    @webmethod(route="/files", method="POST", level="v1")
    async def upload(
        self, file: Annotated[UploadFile, File()], purpose: Annotated[str, Form()] = "any"
    ) -> Item: ...

    @webmethod(route="/stream", method="POST", level="v1")
    async def talk(self, text: str, stream: bool = False) -> Item | AsyncIterator[Item]: ...

    @webmethod(route="/fails", method="POST", level="v1")
    async def fails(self, kind: str) -> Item: ...
"""


class Implementation:
    """Answers with what it got."""

    def __init__(self, models: Any) -> None:
        self.models = models

    async def change_item(self, item_id: str, request: Any) -> Any:
        class More(self.models.Item):  # type: ignore[name-defined, misc]
            extra: str

        return More(name=f"{item_id} {request.name}", extra="kept")

    async def defaults(self, request: Any) -> Any:
        return self.models.Item(name=f"{request.name} {request.count}")

    async def remove_item(self, item_id: str) -> None: ...

    async def silent(self) -> None: ...

    async def talkative(self) -> Any:
        return self.models.Item(name="told")

    remove_all = talkative

    async def pages(self, request: Any) -> Any:
        return self.models.Page(data=[])

    async def upload(self, request: Any, file: Any) -> Any:
        return self.models.Item(name=f"{request.purpose} {(await file.read()).decode()}")

    async def talk(self, request: Any) -> Any:
        async def items() -> AsyncIterator[Any]:
            yield self.models.Item(name=request.text)
            raise ValueError("no more")

        return items() if request.stream else self.models.Item(name=request.text)

    async def fails(self, request: Any) -> Any:
        raise {"value": ValueError, "permission": PermissionError, "time": TimeoutError}[
            request.kind
        ]("why")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A migrated package."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "items.py").write_text(LEGACY)
    write(plan_migration(tmp_path).changes)
    return tmp_path


@pytest.fixture
def app(project: Path) -> FastAPI:
    """It, served by plain FastAPI."""
    with harness.importable(project):
        routes = importlib.import_module("shop.items.routes")
        models = importlib.import_module("shop.items.models")
        made = FastAPI()
        made.include_router(routes.create_router(Implementation(models)))
    return made


@pytest.fixture
def http(app: FastAPI) -> TestClient:
    """A client of it."""
    return TestClient(app, raise_server_exceptions=False)


def test_T1_T8_a_path_parameter_is_read_from_the_path_alone(http: TestClient) -> None:
    answer = http.post("/v1/items/a", json={"name": "b", "tags": []})
    assert answer.json()["name"] == "a b"


def test_T3_errors_are_told_as_they_were(http: TestClient) -> None:
    told = {kind: http.post("/v1/fails", json={"kind": kind}) for kind in ("value", "permission")}
    assert told["value"].status_code == 400
    assert told["value"].json() == {"detail": "Invalid value: why"}
    assert told["permission"].status_code == 403


def test_T5_no_result_of_a_delete_is_204_and_of_a_post_is_null(http: TestClient) -> None:
    gone = http.delete("/v1/items/a")
    assert (gone.status_code, gone.content) == (204, b"")
    silent = http.post("/v1/silent")
    assert (silent.status_code, silent.json()) == (200, None)


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_S1_a_result_goes_out_though_none_was_declared(http: TestClient, method: str) -> None:
    answer = http.request(method, "/v1/talkative")
    assert (answer.status_code, answer.json()) == (200, {"name": "told"})


def test_T6_a_page_without_a_url_gets_the_route(http: TestClient) -> None:
    assert http.get("/v1/pages").json()["url"] == "/v1/pages"


def test_T7_form_fields_reach_the_implementation(http: TestClient) -> None:
    answer = http.post("/v1/files", files={"file": b"text"}, data={"purpose": "test"})
    assert answer.json() == {"name": "test text"}
    assert http.post("/v1/files", files={"file": b"text"}).json() == {"name": "any text"}


@pytest.mark.parametrize("body", [{}, {"json": None}, {"json": {}}])
def test_T9_an_all_optional_body_may_be_missing(http: TestClient, body: dict[str, Any]) -> None:
    assert http.post("/v1/defaults", **body).json() == {"name": "None 1"}


def test_T16_nothing_of_a_result_is_filtered(http: TestClient) -> None:
    answer = http.post("/v1/items/a", json={"name": "b", "tags": []})
    assert answer.json()["extra"] == "kept"


def test_T17_input_that_was_valid_still_is(http: TestClient) -> None:
    body = {"name": "b", "tags": ["x"], "unknown": 1}
    assert http.post("/v1/items/a", json=body).status_code == 200
    assert http.get("/v1/pages?unknown=1").status_code == 200


def test_T18_an_error_in_a_stream_is_its_last_event(http: TestClient) -> None:
    answer = http.post("/v1/stream", json={"text": "a", "stream": True})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.split("\n\n") == [
        'data: {"name":"a"}',
        'data: {"error": {"message": "400: Invalid value: no more"}}',
        "",
    ]
    assert http.post("/v1/stream", json={"text": "a"}).json() == {"name": "a"}


def test_T22_names_and_errors_in_the_document_stay(app: FastAPI) -> None:
    document = app.openapi()
    change = document["paths"]["/v1/items/{item_id}"]["post"]
    assert change["operationId"] == "change_item_v1_items__item_id__post"
    schema = change["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/ChangeItemRequest"}
    assert sorted(change["responses"]) == ["200", "400", "429", "500", "default"]


def test_T23_a_query_model_keeps_defaults_and_limits(app: FastAPI, http: TestClient) -> None:
    parameters = app.openapi()["paths"]["/v1/pages"]["get"]["parameters"]
    size = next(p for p in parameters if p["name"] == "size")
    assert (size["required"], size["schema"]["minimum"], size["schema"]["default"]) == (False, 2, 2)
    assert http.get("/v1/pages?size=1").status_code == 400


def test_S7_an_invalid_request_is_400_in_the_old_envelope(http: TestClient) -> None:
    answer = http.post("/v1/items/a", json={"name": 1})
    assert answer.status_code == 400
    assert {e["loc"][-1] for e in answer.json()["error"]["detail"]["errors"]} == {"name", "tags"}


TESTS = Path(__file__).parent.parent
PAGE = TESTS.parent / "docs" / "migration-traps.md"


def test_every_trap_has_a_test_of_its_name() -> None:
    traps = set(re.findall(r"^\| (T\d+) \|", PAGE.read_text(), re.M))
    texts = (path.read_text() for path in TESTS.rglob("test_*.py"))
    names = [
        name for text in texts for name in re.findall(r"^ *(?:async )?def (test_\w+)", text, re.M)
    ]
    tested = {part for name in names for part in name.split("_")}
    assert len(traps) >= 28
    assert traps - tested == set()
