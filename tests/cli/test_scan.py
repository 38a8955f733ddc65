"""`routeshift scan`: every operation with file and line, nothing imported, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeshift.cli import run

LEGACY = """from typing import Protocol
from legacy_decorator import webmethod

raise RuntimeError("nobody may import this")


class Orders(Protocol):
    @webmethod(route="/orders", method="PUT", level="v1")
    async def add_order(self, name: str) -> str: ...

    @webmethod(route="/orders/{order_id}", method="GET", level="v1", deprecated=True)
    async def get_order(self, order_id: str, include: list[str] | None = None) -> str: ...
"""
ROUTER = """from fastapi import APIRouter

from ..levels import V1


def create_router(impl: object) -> APIRouter:
    router = APIRouter(prefix=f"/{V1}")

    @router.get("/carts", openapi_extra={"x-public": True})
    @router.api_route("/old-carts", methods=["PUT", "POST"], deprecated=True)
    async def list_carts() -> list[str]:
        return []

    return router
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a legacy API and a router."""
    files = {
        "__init__.py": "",
        "orders.py": LEGACY,
        "levels.py": 'V1 = "v" + "1"\n',
        "carts/__init__.py": "",
        "carts/routes.py": ROUTER,
    }
    for name, text in files.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "shop"


def scanned(package: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert run(["scan", str(package), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_operation_is_listed_with_file_and_line(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = scanned(package, capsys)["operations"]
    assert isinstance(found, list)
    rows = {(o["kind"], o["method"], o["path"], o["api"]): o for o in found}
    assert sorted(rows) == [
        ("legacy", "GET", "/v1/orders/{order_id}", "orders"),
        ("legacy", "POST", "/v1/orders", "orders"),
        ("router", "GET", "/v1/carts", "carts"),
        ("router", "POST", "/v1/old-carts", "carts"),
        ("router", "PUT", "/v1/old-carts", "carts"),
    ]
    legacy = rows["legacy", "GET", "/v1/orders/{order_id}", "orders"]
    assert (legacy["line"], legacy["shape"], legacy["deprecated"]) == (12, "path + query", True)
    assert rows["router", "GET", "/v1/carts", "carts"]["public"]
    assert rows["router", "PUT", "/v1/old-carts", "carts"]["deprecated"]


def test_R4_a_declared_put_that_is_served_as_post_is_named(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", str(package)]) == 0
    out = capsys.readouterr().out
    assert "orders.py:9: Orders.add_order: needs a decision: declared PUT, served POST" in out
    assert '[tool.routeshift.decisions."orders.add_order"]\nmethod = "POST"  #' in out


def test_R3_a_route_without_a_level_is_listed_at_the_prefix_of_the_settings(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is served; a level stays what it is."""
    settings = '[project]\nname = "shop"\n[tool.routeshift]\nprefix = "/api"\n'
    (package.parent / "pyproject.toml").write_text(settings)
    text = LEGACY.replace('method="PUT", level="v1"', 'method="PUT"')
    (package / "orders.py").write_text(text)
    assert run(["scan", str(package), "--json"]) == 0
    found = {o["name"]: o["path"] for o in json.loads(capsys.readouterr().out)["operations"]}
    assert found["add_order"] == "/api/orders"
    assert found["get_order"] == "/v1/orders/{order_id}"


def test_P2_a_list_on_get_is_named(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["scan", str(package)])
    out = capsys.readouterr().out
    assert "orders.py:12: Orders.get_order: needs a decision: `include`" in out
    assert "what was ignored is used from now on" in out
    assert '[tool.routeshift.decisions."orders.get_order"]\nlists = "body"  #' in out


def test_piped_rows_have_no_trailing_space(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", str(package)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert not [line for line in lines if line != line.rstrip()]


def test_where_there_is_no_api_there_is_no_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.py").touch()
    run(["scan", str(tmp_path / "own.py")])
    assert capsys.readouterr().out == "0 APIs: 0 legacy operations, 0 router operations.\n"


def test_the_totals_close_the_list(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["scan", str(package)])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "2 APIs: 2 legacy operations, 3 router operations."


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("broken.py", "def webmethod(:\n", "broken.py:1: not read: The file does not parse"),
        ("latin.py", b"webmethod = '\xe9'\n", "latin.py:1: not read: The file cannot be decoded"),
        (
            "again.py",
            LEGACY.replace("Orders", "Again").replace("{order_id}", "{x}").replace("order_id", "x"),
            "is declared twice",
        ),
    ],
)
def test_what_is_wrong_is_named_and_fails(
    package: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str | bytes,
    expected: str,
) -> None:
    (package / name).write_bytes(text.encode() if isinstance(text, str) else text)
    assert run(["scan", str(package)]) == 1
    assert expected in capsys.readouterr().out
    assert run(["scan", str(package), "--json"]) == 1
    assert name in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"def f(:\n", b"x = '\xe9'\n"])
def test_an_unreadable_file_that_declares_no_api_is_named_and_fails_nothing(
    package: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    (package / "broken.py").write_bytes(data)
    assert run(["scan", str(package)]) == 0
    assert "broken.py:1: not read: The file " in capsys.readouterr().out


def test_a_folder_without_an_api(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.py").write_text("x = 1\n")
    assert run(["scan", str(tmp_path)]) == 1
    assert "There is no API here." in capsys.readouterr().err


def test_a_package_whose_file_does_not_parse_is_not_said_to_have_no_api(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "__init__.py").write_text("def x(:\n")
    assert run(["scan", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert "__init__.py:1: The file does not parse" in err
    assert "no API" not in err


def test_a_path_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", str(tmp_path / "no")]) == 1
    assert capsys.readouterr().err.startswith("routeshift: There is no ")
