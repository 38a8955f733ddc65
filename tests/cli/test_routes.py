"""`routeshift routes`."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from cli.terminals import on_terminal
from versions import writes_links

from routeshift.cli import run

pytestmark = pytest.mark.process

SHOP = Path(__file__).parents[2] / "examples" / "shop"


@pytest.fixture(autouse=True)
def in_the_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SHOP)
    monkeypatch.setenv("PYTHONPATH", str(SHOP))


def test_the_table_lists_every_operation_and_counts_the_kinds(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(["routes", "shop_api"]) == 0
    printed = capfd.readouterr().out
    assert "9 operations: 7 legacy, 2 router." in printed
    assert "orders.write" in printed


def test_json_has_every_field(capfd: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["routes", "shop.server:app", "--json", "--text", "products", "--sort", "route"]) == 0
    )
    rows = json.loads(capfd.readouterr().out)
    assert [row["operation"] for row in rows] == ["list_products", "get_product"]
    assert rows[0]["providers"] == ["CatalogService"]
    assert rows[0]["public"] is True
    assert rows[0]["file"].endswith("shop_api/catalog/routes.py")


def test_csv_has_the_wide_columns(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "shop_api", "--format", "csv", "--deprecated"]) == 0
    (row,) = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert row["path"] == "/v1/checkout/orders"
    assert row["source"] == "shop_api/orders.py:60"


def test_markdown_is_a_table(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "shop_api", "--format", "markdown", "--kind", "router"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[1].startswith("| --- |")
    assert len(lines) == 4


def test_a_pipe_is_as_wide_as_its_reader_says(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a word a row is a line, for what reads a pipe counts columns."""
    monkeypatch.setenv("COLUMNS", "60")
    assert run(["routes", "shop_api"]) == 0
    assert max(map(len, capfd.readouterr().out.splitlines())) <= 60


def test_a_narrow_table_names_what_stands_below_its_rows(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert run(["routes", "shop_api", "--text", "checkout"]) == 0
    header, *row, _ = capfd.readouterr().out.splitlines()
    assert header.split() == ["method", "path"]
    assert row == [
        "POST    /v1/checkout/orders",
        "    operation: create_order  api: orders",
        "    level: v1  kind: legacy  deprecated",
    ]


def test_the_routes_of_a_mounted_app_have_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outer_app.py").write_text(
        "from fastapi import FastAPI\n"
        "app, admin = FastAPI(), FastAPI()\n"
        "admin.get('/stats')(lambda: 1)\n"
        "app.mount('/admin', admin)\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run(["routes", "outer_app:app"]) == 0
    assert "`routeshift routes outer_app:APP`" in capfd.readouterr().out
    assert run(["routes", "outer_app:admin"]) == 0
    assert "APP" not in capfd.readouterr().out


def test_wide_shows_where_each_is_declared(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "shop_api", "--wide", "--api", "assistant", "--level", "v1alpha"]) == 0
    printed = capfd.readouterr().out
    assert "shop_api/assistant.py:35" in printed
    assert "2 of 9 operations" in printed


def test_conflicts_exit_with_2_and_are_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "twice_api"
    package.mkdir()
    text = (
        "from typing import Protocol\nfrom routeshift import webmethod\n\n\n"
        "class {0}(Protocol):\n"
        "    @webmethod(route='/a/{{{1}}}', method='GET', level='v1')\n"
        "    async def get(self, {1}: str) -> str: ...\n"
    )
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text(text.format("One", "x"))
    (package / "two.py").write_text(text.format("Two", "y"))
    assert run(["routes", str(package)]) == 2
    error = capfd.readouterr().err
    assert "declared more than once" in error
    assert "remove the others" in error
    assert "one.py:7" in error
    assert "two.py:7" in error


def test_a_wrong_target_exits_with_1(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "no/such/place"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_mounts_and_websockets_are_listed_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "host_app.py").write_text(
        "from fastapi import FastAPI, WebSocket\n"
        "app = FastAPI()\n"
        "app.mount('/files', FastAPI())\n"
        "@app.websocket('/live')\n"
        "async def live(socket: WebSocket): ...\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run(["routes", "host_app:app"]) == 0
    printed = capfd.readouterr().out
    assert "2 routes: 0 legacy, 0 router, 1 mount, 1 websocket." in printed
    assert run(["routes", "host_app:app", "--kind", "websocket", "--json"]) == 0
    (row,) = json.loads(capfd.readouterr().out)
    assert (row["kind"], row["method"], row["path"]) == ("websocket", "WS", "/live")


@pytest.mark.parametrize(
    ("request_", "code", "said"),
    [
        ("GET /v1/orders/7?a=b", 0, "is answered by get_order"),
        ("PUT /v1/orders", 2, "405"),
        ("GET /nothing", 2, "404"),
        ("GET /v1/products/", 2, "307, to /v1/products"),
        ("GET  /v1/orders/a%2Fb%20c#d", 0, "order_id = a/b c"),
        ("/v1/orders", 1, "is no request"),
    ],
)
def test_who_answers_a_request_is_told(
    request_: str, code: int, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["routes", "shop_api", "--match", request_]) == code
    printed = capfd.readouterr()
    assert said in printed.out + printed.err


def test_a_match_as_json_has_the_role(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "shop_api", "--match", "GET /v1/orders/7", "--json"]) == 0
    first = json.loads(capfd.readouterr().out)[0]
    assert (first["role"], first["operation"]) == ("answers", "get_order")
    assert first["parameters"] == {"order_id": "7"}


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["--format", "csv"], "why,method,path,"),
        (["--format", "markdown"], "| why | method | path |"),
        (["--wide"], "GET /v1/orders/7 is answered by get_order.\n  order_id = 7\nwhy  "),
    ],
)
def test_a_match_has_the_format_that_was_asked_for(
    words: list[str], begins: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["routes", "shop_api", "--match", "GET /v1/orders/7", *words]) == 0
    printed = capfd.readouterr().out
    assert printed.startswith(begins)
    assert "shop_api/orders.py:95" in printed


def test_a_match_of_nothing_is_a_table_without_rows(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "shop_api", "--match", "GET /nothing", "--format", "csv"]) == 2
    assert len(capfd.readouterr().out.splitlines()) == 1


def test_a_tree_shows_the_paths(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "shop_api", "--tree", "--api", "catalog"]) == 0
    assert capfd.readouterr().out.startswith("/v1/products\n├─ GET list_products")


def test_groups_are_tables_and_in_csv_and_json_what_a_program_reads(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(["routes", "shop_api", "--group", "api"]) == 0
    printed = capfd.readouterr().out
    assert printed.index("assistant (2)\n") < printed.index("catalog (2)\n")
    assert "9 operations: 7 legacy, 2 router." in printed
    assert run(["routes", "shop_api", "--group", "file", "--format", "csv"]) == 0
    rows = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert {row["file"] for row in rows} >= {"shop_api/orders.py", "shop_api/assistant.py"}
    assert run(["routes", "shop_api", "--group", "tag", "--json"]) == 0
    groups = json.loads(capfd.readouterr().out)
    assert [(one["group"], len(one["routes"])) for one in groups][:2] == [
        ("Assistant", 2),
        ("Catalog", 2),
    ]
    assert run(["routes", "shop_api", "--group", "level", "--format", "markdown"]) == 0
    assert capfd.readouterr().out.startswith("## v1\n\n| method |")


def test_what_runs_before_a_route_is_in_the_formats_for_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "guarded_app.py").write_text(
        "from fastapi import Depends, FastAPI, Security\n"
        "def database(): ...\n"
        "def user(): ...\n"
        "app = FastAPI(dependencies=[Depends(database)])\n"
        "@app.get('/me', dependencies=[Security(user, scopes=['read'])])\n"
        "def me(): ...\n"
    )
    monkeypatch.chdir(tmp_path)
    for format_ in ("wide", "csv", "markdown"):
        assert run(["routes", "guarded_app:app", "--format", format_]) == 0
        printed = capfd.readouterr().out
        assert "database, user" in printed
        assert "read" in printed
    assert run(["routes", "guarded_app:app", "--json"]) == 0
    (row,) = json.loads(capfd.readouterr().out)
    assert (row["dependencies"], row["scopes"]) == (["database", "user"], ["read"])


def test_pages_of_the_app_answer_requests_and_are_no_rows(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(["routes", "shop.server:app", "--match", "GET /docs"]) == 0
    assert "is answered by swagger_ui_html" in capfd.readouterr().out
    assert run(["routes", "shop.server:app"]) == 0
    assert "/docs" not in capfd.readouterr().out


@writes_links
def test_on_a_terminal_a_path_leads_to_its_source() -> None:
    printed = on_terminal(SHOP, 100, "routes", "shop_api", "--api", "catalog")
    source = (SHOP / "shop_api/catalog/routes.py").as_uri()
    assert re.search(rf"\x1b\]8;id=[-\d]+;{source}#22\x1b\\/v1/products\x1b\]8;;", printed)
