"""What the tool must not decide alone: told with file and line, settled in pyproject.toml."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

from . import harness

LEGACY = """from typing import Protocol

from legacy_decorator import webmethod


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str, include: list[int] | None = None) -> list[int]: ...

    @webmethod(route="/items/{item_id}", method="PUT", level="v1")
    async def change_item(self, item_id: str, name: str, count: int = 1) -> str: ...
"""
IMPLEMENTATION = """from .items import Items


class MyItems(Items):
    async def change_item(
        self, item_id: str, name: str, count: int = 2, loud: bool = False, **more: str
    ) -> str:
        return name
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package with a list on a GET, and a PUT."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "items.py").write_text(LEGACY)
    return tmp_path


def decide(project: Path, decision: str) -> None:
    (project / "pyproject.toml").write_text(f"[tool.routeshift.decisions]\n{decision}\n")


def decisions(project: Path) -> list[tuple[str, str | None]]:
    notes = plan_migration(project).apis[0].diagnostics
    return [(note.subject, note.decision.setting) for note in notes if note.decision]


def test_open_decisions_are_told_with_file_and_line(project: Path) -> None:
    notes = plan_migration(project).apis[0].diagnostics
    told = [(note.path.name, note.line, note.decision and note.decision.setting) for note in notes]
    assert told == [("items.py", 8, "lists"), ("items.py", 11, "method")]


def test_a_settled_decision_is_not_told_again(project: Path) -> None:
    decide(project, '"items.get_item" = { lists = "query" }')
    assert decisions(project) == [("Items.change_item", "method")]


def test_a_put_is_served_as_put_only_when_that_was_decided(project: Path) -> None:
    decide(project, '"items.change_item" = { method = "PUT" }')
    routes = project / "shop" / "items" / "routes.py"
    write(plan_migration(project).changes)
    assert '@router.put("/items/{item_id}")' in routes.read_text()


@pytest.mark.parametrize(
    "decision",
    ['"items.get_item" = { lists = "nowhere" }', '"items.get_item" = { colour = "red" }'],
)
def test_a_decision_that_decides_nothing_is_refused(project: Path, decision: str) -> None:
    decide(project, decision)
    for look in (plan_migration, scan):
        with pytest.raises(TargetError, match="decision") as error:
            look(project)
        assert (error.value.file, error.value.line) == (project / "pyproject.toml", 2)


def test_a_decision_about_no_operation_is_refused(project: Path) -> None:
    decide(project, '"items.chang_item" = { method = "PUT" }')
    for look in (plan_migration, scan):
        with pytest.raises(TargetError, match=r"'items\.chang_item' .* no operation") as error:
            look(project / "shop")
        assert (error.value.file, error.value.line) == (project / "pyproject.toml", 2)
        assert str(error.value.hint).startswith("Did you mean items.change_item")


def test_a_decision_is_known_when_its_operation_is_not_selected(project: Path) -> None:
    decide(project, '"items.change_item" = { method = "PUT" }')
    other = LEGACY.replace("/items", "/carts").replace("Items", "Carts")
    (project / "shop" / "carts.py").write_text(other)
    plan_migration(project, ["carts"])
    plan_migration(project / "shop" / "carts.py")


def test_a_decision_outlives_its_migration(project: Path) -> None:
    decide(project, '"items.change_item" = { method = "PUT" }')
    write(plan_migration(project).changes)
    assert not plan_migration(project).changes


class Implementation:
    """Echoes what it gets."""

    async def get_item(self, **fields: Any) -> Any:
        return fields["include"] if "include" in fields else fields["request"].include

    async def change_item(self, **fields: Any) -> Any:
        return fields["request"].name


def client(project: Path) -> TestClient:
    write(plan_migration(project).changes)
    with harness.importable(project):
        routes = importlib.import_module("shop.items.routes")
        app = FastAPI()
        app.include_router(routes.create_router(Implementation()))
    return TestClient(app)


def test_P2_a_list_on_get_is_read_from_the_query_and_from_a_body(project: Path) -> None:
    http = client(project)
    assert http.get("/v1/items/a?include=1&include=2").json() == [1, 2]
    assert http.request("GET", "/v1/items/a", json=[3, 4]).json() == [3, 4]
    assert http.request("GET", "/v1/items/a", json={"include": [5]}).json() == [5]


def test_P2_the_query_is_ignored_where_nothing_is_to_change(project: Path) -> None:
    decide(project, '"items.get_item" = { lists = "body" }')
    http = client(project)
    assert http.request("GET", "/v1/items/a?include=1", json=[3, 4]).json() == [3, 4]
    assert http.get("/v1/items/a?include=1").json() is None


def test_P2_what_holds_for_all_lists_is_no_open_decision(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.routeshift]\nlists = "body"\n')
    assert decisions(project) == [("Items.change_item", "method")]
    told = [note.message for note in scan(project).diagnostics]
    assert not [message for message in told if "`include`" in message]


def test_T10_a_put_that_was_served_as_post_still_is(project: Path) -> None:
    http = client(project)
    assert http.post("/v1/items/a", json={"name": "b"}).json() == "b"
    assert http.put("/v1/items/a", json={"name": "b"}).status_code == 405


def test_T19_a_parameter_of_an_implementation_alone_is_told(project: Path) -> None:
    (project / "shop" / "mine.py").write_text(IMPLEMENTATION)
    notes = plan_migration(project).apis[0].diagnostics
    mine = [(n.path.name, n.line, n.message.split(":")[0]) for n in notes if "My" in n.subject]
    assert mine == [
        (
            "mine.py",
            5,
            "`count` is 2 without a value from the client; in Items.change_item it is 1",
        ),
        (
            "mine.py",
            5,
            "only the implementation takes `loud`, which is False without a value from the client",
        ),
    ]


def test_R6_a_default_that_is_imported_in_another_way_is_the_same(project: Path) -> None:
    legacy = f"import datetime\n{LEGACY}".replace("int = 1", "int = datetime.timedelta(1)")
    (project / "shop" / "items.py").write_text(legacy)
    mine = f"import datetime as dt\n{IMPLEMENTATION}".replace("= 2", "= dt.timedelta(1)")
    (project / "shop" / "mine.py").write_text(mine)
    notes = plan_migration(project).apis[0].diagnostics
    told = [n.message.partition(":")[0] for n in notes if "My" in n.subject]
    assert [message for message in told if "`loud`" not in message] == []


def test_that_can_be_settled_too(project: Path) -> None:
    (project / "shop" / "mine.py").write_text(IMPLEMENTATION)
    decide(project, '"items.change_item" = { parameters = "protocol", method = "POST" }')
    assert decisions(project) == [("Items.get_item", "lists")]


def test_R4_an_argument_that_only_running_tells_hides_no_other_decision(project: Path) -> None:
    text = LEGACY.replace('method="PUT"', 'method="PUT", deprecated=bool(object())')
    (project / "shop" / "items.py").write_text(text)
    assert ("Items.change_item", "method") in decisions(project)


def test_R5_metadata_that_only_running_tells_is_named(project: Path) -> None:
    text = LEGACY.replace('method="PUT"', 'method="POST", request_examples=[object()]')
    (project / "shop" / "items.py").write_text(text)
    notes = plan_migration(project).apis[0].diagnostics
    assert [(n.kind, n.line) for n in notes if "`request_examples`" in n.message] == [("info", 11)]
