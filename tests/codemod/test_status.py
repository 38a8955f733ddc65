"""How far a move is: per API, with what to take next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.codemod.test_repository import SERVICE, indented, project

from routeshift.cli import run
from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.status import Status, status_of

CALLS = "from shop_api.orders import Orders\nasync def f(o: Orders): await o.add('a', [])\n"
FILES = {
    "shop.py": SERVICE.format(body=indented("return name")),
    "calls.py": CALLS,
    "tests/test_calls.py": CALLS,
}


def of(folder: Path, more: str = "") -> Status:
    """The status of a project, some code beside its calls."""
    return status_of(project(folder, FILES | {"calls.py": CALLS + more}))


def test_nothing_has_moved_yet(tmp_path: Path) -> None:
    (api,) = of(tmp_path).apis
    assert (api.legacy, api.routes) == (3, 0)
    # `get` takes what it took: it has a path parameter alone.
    assert api.progress.implementations == (0, 2)
    assert (api.progress.calls, api.progress.tests) == ((0, 1), (0, 1))


def test_all_has_moved(tmp_path: Path) -> None:
    of(tmp_path)
    write(plan_migration(tmp_path).changes)
    after = status_of(tmp_path)
    (api,) = after.apis
    assert (api.legacy, api.routes) == (0, 3)
    assert api.progress.implementations == (2, 2)
    assert (api.progress.calls, api.progress.tests) == ((1, 1), (1, 1))
    assert after.is_done
    assert after.following is None


def test_what_a_person_has_to_settle_is_left(tmp_path: Path) -> None:
    of(tmp_path, "async def g(x): await x.add('a', [])\n")
    write(plan_migration(tmp_path).changes)
    after = status_of(tmp_path)
    (api,) = after.apis
    assert not after.is_done
    assert [one.path.name for one in api.left] == ["calls.py"]
    assert api.progress.implementations == (1, 2)
    assert after.following is api


@pytest.mark.parametrize(
    ("more", "other", "step"),
    [
        ("", "", None),
        (
            "async def g(x): await x.add('a', [])\n",
            "",
            "settle calls.py:5, then",
        ),
        ("def routes(f): return f.__webmethod__\n", "", "let calls.py:6 find routers"),
        ("", "def (", "mend other.py:1"),
    ],
    ids=["nothing", "a call", "a host", "a broken file"],
)
def test_the_last_lines_say_what_is_left_and_what_gets_further(
    tmp_path: Path,
    more: str,
    other: str,
    step: str | None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A command that changes nothing is no step."""
    of(tmp_path, more)
    write(plan_migration(tmp_path).changes)
    (tmp_path / "other.py").write_text(other, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["status", "."]) == (2 if step else 0)
    *_, following, last = capsys.readouterr().out.splitlines()
    assert ("Exit code 2: " in last) is (step is not None)
    assert following.startswith("Next: ") is (step is not None)
    assert (step or "") in following


def test_what_is_ignored_is_a_step_when_nothing_else_of_its_api_is_left(tmp_path: Path) -> None:
    of(tmp_path)
    declaring = tmp_path / "shop_api" / "orders.py"
    kept = 'level="v1")  # routeshift: ignore'
    text = declaring.read_text("utf-8").replace('level="v1")', kept, 1)
    declaring.write_text(text, "utf-8")
    (before,) = status_of(tmp_path).apis
    write(plan_migration(tmp_path).changes)
    (after,) = status_of(tmp_path).apis
    assert before.obstacle is None
    assert after.obstacle is not None


def test_what_cannot_be_rewritten_comes_after_what_can(tmp_path: Path) -> None:
    of(tmp_path)
    refused = (tmp_path / "shop_api" / "orders.py").read_text("utf-8")
    assert "class Orders" in refused
    cart = refused.replace("Orders", "Cart").replace("/orders", "/cart")
    cart = cart.replace("(self, ", "(self, *more: str, ", 1)
    (tmp_path / "shop_api" / "cart.py").write_text(cart, "utf-8")
    status = status_of(tmp_path)
    first, second = status.apis
    assert first.obstacle is not None
    assert second.obstacle is None
    assert status.following is second


@pytest.mark.parametrize("moved", [False, True])
def test_the_exit_code_says_whether_anything_is_left(
    tmp_path: Path, moved: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    of(tmp_path)
    if moved:
        write(plan_migration(tmp_path).changes)
    assert run(["status", str(tmp_path), "--json"]) == (0 if moved else 2)
    said = json.loads(capsys.readouterr().out)
    assert said["done"] is moved
    assert said["next"] == (None if moved else "orders")


def test_what_reads_the_metadata_is_left(tmp_path: Path) -> None:
    of(tmp_path, "def routes(f): return f.__webmethod__\n")
    write(plan_migration(tmp_path).changes)
    after = status_of(tmp_path)
    assert [one.path.name for one in after.hosts] == ["calls.py"]
    assert after.following is None
    assert not after.is_done


def test_a_page_says_it_too(tmp_path: Path) -> None:
    of(tmp_path)
    page = tmp_path / "status.html"
    assert run(["status", str(tmp_path), "--html", str(page)]) == 2
    text = page.read_text()
    assert "<title>0 of 1 API moved" in text
    assert "--api orders" in text


def test_a_class_that_an_api_names_alone_is_an_implementation_after_it_moved_too(
    tmp_path: Path,
) -> None:
    """Nothing but its name and its methods says that it is one, and these have changed."""
    service = FILES["shop.py"].replace("class Service(Orders)", "class OrdersService")
    project(tmp_path, FILES | {"shop.py": service})
    (before,) = status_of(tmp_path).apis
    write(plan_migration(tmp_path).changes)
    (after,) = status_of(tmp_path).apis
    assert before.progress.implementations == (0, 2)
    assert after.progress.implementations == (2, 2)


def test_what_cannot_be_read_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody knows what is in it: an old implementation, maybe."""
    of(tmp_path)
    write(plan_migration(tmp_path).changes)
    (tmp_path / "other.py").write_text("def (")
    assert run(["status", str(tmp_path)]) == 2
    assert "other.py:1" in capsys.readouterr().out


def test_a_page_has_the_name_of_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    of(tmp_path)
    before = (tmp_path / "pyproject.toml").read_text()
    assert run(["status", str(tmp_path), "--html", str(tmp_path / "pyproject.toml")]) == 1
    assert (tmp_path / "pyproject.toml").read_text() == before
    assert "ends in .html" in capsys.readouterr().err
