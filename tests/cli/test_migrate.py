"""`routeshift migrate`: shown first, all files or none, and exit codes that mean something."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from routeshift.cli import run

LEGACY = """from typing import Protocol
from legacy_decorator import webmethod


class {protocol}(Protocol):
    @webmethod(route="/{route}", method="POST", level="v1")
    async def add_{route}(self, {parameters}) -> str: ...
"""


def legacy(route: str, parameters: str = "name: str") -> str:
    return LEGACY.format(protocol=route.title(), route=route, parameters=parameters)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with two legacy APIs, outside of any git work tree."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "orders.py").write_text(legacy("orders"))
    (folder / "carts.py").write_text(legacy("carts"))
    return folder


def tree(package: Path) -> dict[str, bytes]:
    found = (p for p in package.rglob("*") if p.is_file() and ".git" not in p.parts)
    return {str(path.relative_to(package)): path.read_bytes() for path in found}


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_without_write_it_shows_the_diff(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(package)
    assert run(["migrate", str(package)]) == 0
    out = capsys.readouterr().out
    assert "+class AddOrdersRequest(BaseModel):\n" in out
    assert "\x1b[" not in out
    assert tree(package) == before


def test_only_the_apis_that_were_asked_for(package: Path) -> None:
    assert run(["migrate", str(package), "--api", "orders", "--write"]) == 0
    assert "@webmethod" in (package / "carts.py").read_text()
    assert (package / "orders" / "routes.py").exists()


def test_the_second_run_changes_nothing_and_says_so(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["migrate", str(package), "--write"])
    after = tree(package)
    capsys.readouterr()
    assert run(["migrate", str(package), "--write"]) == 0
    assert "Nothing to change" in capsys.readouterr().out
    assert tree(package) == after


def test_check_exits_2_while_something_would_change(package: Path) -> None:
    before = tree(package)
    assert run(["migrate", str(package), "--check"]) == 2
    assert tree(package) == before
    run(["migrate", str(package), "--write"])
    assert run(["migrate", str(package), "--check"]) == 0


def test_the_report_as_json(package: Path, tmp_path: Path) -> None:
    (package / "broken.py").write_text("def f(:\n")
    report = tmp_path / "report.json"
    assert run(["migrate", str(package), "--api", "orders", "--json", str(report)]) == 0
    found = json.loads(report.read_text())
    assert found["apis"][0]["request_models"] == ["AddOrdersRequest"]
    assert {Path(c["file"]).name: c["kind"] for c in found["changes"]}["orders.py"] == "removed"
    assert [(Path(f["file"]).name, f["line"]) for f in found["failed"]] == [("broken.py", 1)]
    assert [(d["module"].rpartition(".")[2], d["names"]) for d in found["dropped"]] == [
        ("orders", ["Protocol", "webmethod"])
    ]


def test_what_a_package_no_longer_re_exports_is_a_row_of_the_report(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = legacy("orders").replace("Protocol\n", "Any, Final, Literal, Protocol\n", 1)
    (package / "orders.py").write_text(f"{text}\n\nx: Any | Final | Literal[1] = 1\n")
    assert run(["migrate", str(package), "--quiet"]) == 0
    assert ".orders: Any, Final, Literal and 2 more\n" in capsys.readouterr().out
    assert run(["migrate", str(package), "--quiet", "--facade", "all"]) == 0
    assert "No longer re-exported" not in capsys.readouterr().out


def test_the_convention_can_be_chosen(package: Path) -> None:
    (package / "orders.py").write_text(
        legacy("orders").replace('route="/orders"', 'route="/orders/{name}"')
    )
    assert run(["migrate", str(package), "--convention", "whole", "--write"]) == 0
    assert "request: AddOrdersRequest" in (package / "orders" / "api.py").read_text()


def test_P2_lists_can_be_left_where_the_old_server_read_them(package: Path) -> None:
    text = legacy("orders").replace('method="POST"', 'method="GET"')
    (package / "orders.py").write_text(text.replace("name: str", "name: list[str]"))
    assert run(["migrate", str(package), "--lists", "body", "--write"]) == 0
    assert '@documented_in_query(router, "name")' in (package / "orders/routes.py").read_text()


@pytest.mark.process
class TestWorkTree:
    """Writing into a git work tree with changes could bury them."""

    @pytest.fixture
    def repository(self, package: Path) -> Path:
        git(package.parent, "init", "-q")
        git(package.parent, "add", ".")
        git(package.parent, "commit", "-qm", "first")
        return package

    def test_a_dirty_one_is_refused(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repository / "carts.py").write_text(legacy("carts") + "# mine\n")
        before = tree(repository)
        assert run(["migrate", str(repository), "--write"]) == 1
        err = capsys.readouterr().err
        assert "carts.py: The git work tree has uncommitted changes." in err
        assert "--allow-dirty" in err
        assert tree(repository) == before

    def test_unless_it_is_allowed(self, repository: Path) -> None:
        (repository / "new.py").write_text("")
        assert run(["migrate", str(repository), "--write", "--allow-dirty"]) == 0
        assert (repository / "orders" / "api.py").exists()

    def test_a_second_run_has_nothing_to_write_and_so_nothing_to_refuse(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["migrate", str(repository), "--write"]) == 0
        before = tree(repository)
        assert run(["migrate", str(repository), "--write"]) == 0
        assert "Nothing to change" in capsys.readouterr().out
        assert tree(repository) == before

    def test_a_clean_one_is_fine(self, repository: Path) -> None:
        assert run(["migrate", str(repository), "--write"]) == 0

    def test_showing_needs_no_clean_one(self, repository: Path) -> None:
        (repository / "new.py").write_text("")
        assert run(["migrate", str(repository)]) == 0


BAD = {
    "no parameter for the path": (
        legacy("orders").replace("/orders", "/orders/{order_id}"),
        "orders.py:7: Orders.add_orders cannot be rewritten: the path has `{order_id}`",
    ),
    "R7 variadic": (
        legacy("orders", "**kwargs: str"),
        "orders.py:7: Orders.add_orders cannot be rewritten: parameter `kwargs` is variadic",
    ),
    "R7 FastAPI's own": (
        "from fastapi import Request\n" + legacy("orders", "request: Request"),
        "orders.py:8: Orders.add_orders cannot be rewritten: parameter `request` is FastAPI's own",
    ),
    "R7 called as the request model is": (
        legacy("orders", "request: str, name: str").replace("/orders", "/orders/{request}"),
        "orders.py:7: Orders.add_orders cannot be rewritten: parameter `request` is a path beside",
    ),
    "a level that only running tells": (
        legacy("orders").replace('"v1"', "input()"),
        "orders.py:7: Orders.add_orders cannot be rewritten: its `level` cannot be read",
    ),
    "does not parse": (
        legacy("orders") + "def f(:\n",
        "orders.py:8: The file does not parse",
    ),
    "declared twice": (
        legacy("carts").replace("Carts", "Orders"),
        "POST /v1/carts is declared twice",
    ),
    # It has more webmethods than it repeats, so that they may be an API's.
    "declared twice, by a class of its own": (
        legacy("carts").replace("class Carts(Protocol)", "class CartsImpl")
        + '\n    @webmethod(route="/more", level="v1")\n    async def more(self) -> None: ...\n',
        "CartsImpl is no Protocol: take its webmethods away, if no host serves them.",
    ),
}


def test_what_stays_with_a_doubtful_call_is_named(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "mine.py").write_text(
        "from .orders import Orders\n\n\nclass Mine(Orders):\n"
        "    async def add_orders(self, name: str) -> str:\n        return name\n"
    )
    (package / "calls.py").write_text("async def buy(it):\n    await it.add_orders('a')\n")
    assert run(["migrate", str(package), "--api", "orders"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "these stay as they are: " in said
    assert "mine.py:5. Their routers need `mount(..., bridge=True)`." in said


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    name: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, expected = BAD[name]
    (package / "orders.py").write_text(text)
    before = tree(package)
    assert run(["migrate", str(package), "--write"]) == 1
    err = capsys.readouterr().err
    assert expected in err
    assert len(err.strip().splitlines()) == 1
    assert tree(package) == before


def test_an_unknown_api_is_refused_with_those_that_are_there(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(package), "--api", "basket"]) == 1
    assert "There is no API 'basket'. There are: carts, orders." in capsys.readouterr().err


def test_a_path_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrate", str(tmp_path / "no"), "--write"]) == 1
    assert "There is no " in capsys.readouterr().err


def test_a_file_that_does_not_parse_and_does_not_matter_is_named(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "broken.py").write_text("def f(:\n")
    assert run(["migrate", str(package), "--api", "orders", "--write"]) == 0
    assert "broken.py:1: not touched: The file does not parse" in capsys.readouterr().out


def test_a_file_of_somebody_elses_is_never_overwritten(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "router_contract.py").write_text("mine = True\n")
    before = tree(package)
    assert run(["migrate", str(package), "--write"]) == 1
    assert "contract_module" in capsys.readouterr().err
    assert tree(package) == before


def test_an_ignored_operation_stays_and_is_listed(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = legacy("orders").replace("    @webmethod", "    # routeshift: ignore\n    @webmethod")
    (package / "orders.py").write_text(text)
    (package / "carts.py").write_text(legacy("carts") + "\n\n# routeshift: ignore\n")
    assert run(["migrate", str(package), "--write"]) == 0
    out = capsys.readouterr().out
    assert "orders.py:6: Orders.add_orders: skipped: " in out
    assert "carts.py:10: shop.carts: note: this `# routeshift: ignore` covers no operation" in out
    assert (package / "orders.py").read_text() == text


def test_write_and_check_exclude_each_other(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(package), "--write", "--check"]) == 1
    assert "exclude" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["--write"], ["--api", "orders"]])
def test_a_folder_without_an_api(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    (tmp_path / "mine.py").write_text("x = 1\n")
    assert run(["migrate", str(tmp_path), *words]) == 1
    assert "There is no API here." in capsys.readouterr().err


UNREADABLE = {
    "it may declare an API": ("broken.py", "def webmethod(:\n", []),
    "it has the name of the API": ("basket.py", "def f(:\n", ["--api", "basket"]),
    "its API is in it": ("stock/models.py", "def f(:\n", ["--api", "stock"]),
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("write", [True, False])
def test_an_unreadable_file_that_matters_is_fatal_before_anything_is_shown(
    name: str, write: bool, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "stock").mkdir()
    (package / "stock" / "__init__.py").write_text("")
    (package / "stock" / "api.py").write_text(legacy("stock"))
    file, text, words = UNREADABLE[name]
    (package / file).write_text(text)
    before = tree(package)
    assert run(["migrate", str(package), *words, *(["--write"] if write else [])]) == 1
    out, err = capsys.readouterr()
    assert f"{file}:1: The file does not parse" in err
    assert not out
    assert tree(package) == before


@pytest.mark.parametrize("report", ["no/report.json", "."])
def test_a_report_that_cannot_be_written_stops_the_run_before_it_writes(
    package: Path, capsys: pytest.CaptureFixture[str], report: str
) -> None:
    before = tree(package)
    assert run(["migrate", str(package), "--write", "--json", str(package / report)]) == 1
    assert "It cannot be written: " in capsys.readouterr().err
    assert tree(package) == before


class TestSkip:
    """What cannot be rewritten fails a run, unless it is skipped: then it is listed."""

    @pytest.fixture
    def mixed(self, package: Path) -> Path:
        (package / "orders.py").write_text(legacy("orders", "**kwargs: str"))
        return package

    def test_the_rest_is_written_and_the_exit_code_says_what_is_left(
        self, mixed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = (mixed / "orders.py").read_bytes()
        assert run(["migrate", str(mixed), "--write", "--skip"]) == 2
        told = "orders.py:7: Orders.add_orders: skipped, it cannot be rewritten: parameter `kwargs`"
        assert told in capsys.readouterr().out
        assert (mixed / "orders.py").read_bytes() == before
        assert (mixed / "carts" / "routes.py").exists()
        after = tree(mixed)
        assert run(["migrate", str(mixed), "--write", "--skip"]) == 2
        assert "Nothing to change: what is left is skipped." in capsys.readouterr().out
        assert tree(mixed) == after

    def test_the_report_lists_it(self, mixed: Path, tmp_path: Path) -> None:
        report = tmp_path / "report.json"
        run(["migrate", str(mixed), "--skip", "--json", str(report)])
        skipped = [
            note for api in json.loads(report.read_text())["apis"] for note in api["skipped"]
        ]
        assert [(Path(n["file"]).name, n["line"], n["kind"]) for n in skipped] == [
            ("orders.py", 7, "cannot")
        ]

    def test_what_was_asked_for_by_name_is_not_skipped(
        self, mixed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = tree(mixed)
        words = ["--api", "orders", "--api", "carts", "--write", "--skip"]
        assert run(["migrate", str(mixed), *words]) == 1
        told = capsys.readouterr().err
        assert "orders.py:7: Orders.add_orders cannot be rewritten" in told
        assert "--skip without --api" in told
        assert tree(mixed) == before

    def test_a_comment_settles_it_for_good(self, mixed: Path) -> None:
        text = legacy("orders", "**kwargs: str").replace("    @", "    # routeshift: ignore\n    @")
        (mixed / "orders.py").write_text(text)
        assert run(["migrate", str(mixed), "--write"]) == 0
        assert (mixed / "carts" / "routes.py").exists()
