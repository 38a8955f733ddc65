"""Tests move with their operation: fakes, mocks, expected calls, and what is read of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from effort import long
from tests.codemod import harness
from tests.codemod.test_repository import project

from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration

SHOP = """from shop_api.orders import Orders


class Shop:
    def __init__(self, orders: Orders):
        self.orders = orders

    async def buy(self, name: str) -> str:
        return await self.orders.add(name, ["tea"])

    async def note(self, order_id: str) -> str:
        return await self.orders.change(order_id, note="soon", count=2)
"""
HEAD = """import asyncio
from unittest.mock import ANY, AsyncMock, call, patch

import pytest

from shop import Shop
from shop_api.orders import Orders


@pytest.fixture
def orders():
    return AsyncMock(spec=Orders)


def buy(orders: Orders, name="ada"):
    return asyncio.run(Shop(orders).buy(name))


def note(orders: Orders):
    return asyncio.run(Shop(orders).note("1"))


"""
# What a test says of a mock, before and afterwards.
SAYS = {
    "awaited with": (
        'orders.add.assert_awaited_once_with("ada", ["tea"])',
        'orders.add.assert_awaited_once_with(AddRequest(name="ada", lines=["tea"]))',
    ),
    "anything": (
        'orders.add.assert_awaited_once_with("ada", ANY)',
        'orders.add.assert_awaited_once_with(AddRequest.model_construct(name="ada", lines=ANY))',
    ),
    "several calls": (
        'orders.add.assert_has_awaits([call("ada", ["tea"])])',
        'orders.add.assert_has_awaits([call(AddRequest(name="ada", lines=["tea"]))])',
    ),
    "a comparison": (
        'assert orders.add.await_args == call("ada", ["tea"])',
        'assert orders.add.await_args == call(AddRequest(name="ada", lines=["tea"]))',
    ),
    "a list of calls": (
        'assert orders.add.await_args_list == [call("ada", ["tea"])]',
        'assert orders.add.await_args_list == [call(AddRequest(name="ada", lines=["tea"]))]',
    ),
    "all calls of a mock": (
        'assert orders.add.mock_calls == [call("ada", ["tea"])]',
        'assert orders.add.mock_calls == [call(AddRequest(name="ada", lines=["tea"]))]',
    ),
    "one of all calls of a mock": (
        'assert orders.add.mock_calls[0].args[0] == "ada"',
        'assert orders.add.mock_calls[0].args[0].name == "ada"',
    ),
    "by position": (
        'assert orders.add.call_args.args[0] == "ada"',
        'assert orders.add.call_args.args[0].name == "ada"',
    ),
    "by index": (
        'assert orders.add.call_args[0][1] == ["tea"]',
        'assert orders.add.call_args[0][0].lines == ["tea"]',
    ),
    "of the last call": (
        'assert orders.add.call_args_list[-1].args[0] == "ada"',
        'assert orders.add.call_args_list[-1].args[0].name == "ada"',
    ),
    "through a variable": (
        "given = orders.add.call_args\n    assert given is not None\n"
        '    assert given[0][0] == "ada"',
        "given = orders.add.call_args\n    assert given is not None\n"
        '    assert given[0][0].name == "ada"',
    ),
    "in a loop": (
        'for one in orders.add.call_args_list:\n        assert one.args[0] == "ada"',
        'for one in orders.add.call_args_list:\n        assert one.args[0].name == "ada"',
    ),
    "in a comprehension": (
        'assert [one.args[0] for one in orders.add.call_args_list] == ["ada"]',
        'assert [one.args[0].name for one in orders.add.call_args_list] == ["ada"]',
    ),
    "unpacked": (
        'args, kwargs = orders.add.call_args\n    assert args[0] == "ada"',
        'args, kwargs = orders.add.call_args\n    assert args[0].name == "ada"',
    ),
}


def pytest_of(folder: Path) -> tuple[int, str]:
    """The exit code of the project's tests, and their last line."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
    paths = f"{harness.SUPPORT}:{folder}"
    done = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def migrated(folder: Path, test: str, head: str = "") -> str:
    """What becomes of a test, which stands below the fixtures and helpers."""
    project(folder, {"shop.py": SHOP, "test_shop.py": head + HEAD + test})
    plan = plan_migration(folder)
    assert [one.message for one in plan.unmoved] == []
    write(plan.changes)
    return (folder / "test_shop.py").read_text().partition('note("1"))\n\n\n')[2]


def wrong(said: str) -> str:
    """The same of a call that nobody made."""
    return said.replace("ada", "bob").replace("tea", "pot")


@pytest.mark.parametrize("shape", SAYS)
def test_what_is_said_of_a_mock_moves(tmp_path: Path, shape: str) -> None:
    before, after = SAYS[shape]
    test = "def test_it(orders):\n    buy(orders)\n    {}\n"
    assert "".join(migrated(tmp_path, test.format(before)).split()) == "".join(
        test.format(after).split()
    )


@pytest.mark.process
@pytest.mark.parametrize("moved", [long(False), True], ids=["before", "after"])
def test_a_test_passes_and_fails_as_it_did(tmp_path: Path, moved: bool) -> None:
    tests = [
        f"def test_{number}(orders):\n    buy(orders)\n    {before}\n\n\n"
        f"@pytest.mark.xfail(strict=True)\n"
        f"def test_wrong_{number}(orders):\n    buy(orders)\n    {wrong(before)}\n"
        for number, (before, _) in enumerate(SAYS.values())
    ]
    project(tmp_path, {"shop.py": SHOP, "test_shop.py": HEAD + "\n\n".join(tests)})
    if moved:
        write(plan_migration(tmp_path).changes)
        assert 'AddRequest(name="bob"' in (tmp_path / "test_shop.py").read_text()
    code, said = pytest_of(tmp_path)
    assert code == 0, said


FAKES = {
    "a side effect": "orders.add.side_effect = fake",
    "a mock's own": "orders.add = AsyncMock(side_effect=fake)",
    "in its place": "orders.add = fake",
    "by a string": 'setattr(orders, "add", fake)',
}


@pytest.mark.parametrize("how", FAKES)
def test_a_function_that_is_called_in_its_place_takes_a_request(tmp_path: Path, how: str) -> None:
    test = (
        "def test_it(orders):\n"
        "    async def fake(name, lines, note=None):\n"
        '        return f"{name} {note}"\n'
        "\n"
        f"    {FAKES[how]}\n"
        '    assert buy(orders) == "ada None"\n'
    )
    found = migrated(tmp_path, test)
    assert "    async def fake(request: AddRequest):\n" in found
    assert 'return f"{request.name} {request.note}"' in found
    assert "AddRequest" in (tmp_path / "test_shop.py").read_text().partition("@pytest")[0]


@pytest.mark.process
def test_a_fake_is_called_as_before(tmp_path: Path) -> None:
    rows = [
        f"def test_{number}(orders):\n"
        "    async def fake(name, lines, note=None):\n"
        '        return f"{name} {note}"\n'
        "\n"
        f"    {how}\n"
        '    assert buy(orders) == "ada None"\n'
        for number, how in enumerate(FAKES.values())
    ]
    migrated(tmp_path, "\n\n".join(rows))
    code, said = pytest_of(tmp_path)
    assert code == 0, said


def test_a_mock_in_a_variable_is_the_method_too(tmp_path: Path) -> None:
    test = (
        "def test_it(orders):\n"
        "    mock = AsyncMock()\n"
        "    orders.add = mock\n"
        "    buy(orders)\n"
        '    mock.assert_awaited_once_with("ada", ["tea"])\n'
    )
    wanted = 'mock.assert_awaited_once_with(AddRequest(name="ada", lines=["tea"]))'
    assert wanted in migrated(tmp_path, test)


PATCHES = {
    "a context": (
        "def test_it(orders):\n"
        '    with patch.object(orders, "add") as mock:\n'
        "        buy(orders)\n"
        '    mock.assert_awaited_once_with("ada", ["tea"])\n'
    ),
    "a decorator": (
        '@patch("shop_api.orders.Orders.change")\n'
        '@patch.object(Orders, "add")\n'
        "def test_it(mock, other):\n"
        '    mock.assert_awaited_once_with("ada", ["tea"])\n'
    ),
    "a path": (
        "def test_it(orders):\n"
        '    with patch("shop_api.orders.Orders.add") as mock:\n'
        "        buy(orders)\n"
        '    mock.assert_awaited_once_with("ada", ["tea"])\n'
    ),
}


@pytest.mark.parametrize("how", PATCHES)
def test_what_a_patch_gives_is_the_method_too(tmp_path: Path, how: str) -> None:
    wanted = 'mock.assert_awaited_once_with(AddRequest(name="ada", lines=["tea"]))'
    assert wanted in migrated(tmp_path, PATCHES[how])


# What is said of a fixture that gives a mock, and of the parameter that asks for it.
ANNOTATED = {
    "the mock": "AsyncMock",
    "a mock of a module": "mock.AsyncMock",
    "anything": "Any",
    "anything of a module": "typing.Any",
    "a text": '"AsyncMock"',
}
GIVES = {
    "a return": ("{}", "return AsyncMock(spec=Orders)"),
    "a yield": ("Iterator[{}]", "yield AsyncMock(spec=Orders)"),
    "one of pytest-mock": ("{}", "return mocker.AsyncMock(spec=Orders)"),
    "what nobody reads": ("{}", "return AsyncMock(unsafe=True)"),
}


@pytest.mark.parametrize("said", ANNOTATED)
@pytest.mark.parametrize("gives", GIVES)
def test_an_annotation_as_a_mock_says_nothing_of_its_api(
    tmp_path: Path, said: str, gives: str
) -> None:
    annotation = ANNOTATED[said]
    returns, body = GIVES[gives]
    head = (
        "import typing\nfrom collections.abc import Iterator\nfrom typing import Any\n"
        "from unittest import mock\nfrom pytest_mock import MockerFixture\n"
    )
    fixture = (
        f"@pytest.fixture\ndef faked(mocker: MockerFixture) -> {returns.format(annotation)}:\n"
        f"    {body}\n\n\n"
    )
    test = (
        f"def test_it(faked: {annotation}) -> None:\n    buy(faked)\n"
        '    faked.add.assert_awaited_once_with("ada", ["tea"])\n'
        '    assert faked.add.call_args.args[1] == ["tea"]\n'
    )
    moved = migrated(tmp_path, fixture + test, head)
    assert 'faked.add.assert_awaited_once_with(AddRequest(name="ada", lines=["tea"]))' in moved
    assert "faked.add.call_args.args[0].lines" in moved


def test_an_annotated_variable_is_what_it_is_given(tmp_path: Path) -> None:
    test = (
        "def test_it() -> None:\n    faked: AsyncMock = AsyncMock(spec=Orders)\n    buy(faked)\n"
        '    assert faked.add.call_args.args[1] == ["tea"]\n'
    )
    assert "faked.add.call_args.args[0].lines" in migrated(tmp_path, test)


def test_a_method_by_a_string_is_called_like_another(tmp_path: Path) -> None:
    test = 'def test_it(orders):\n    getattr(orders, "add")("ada", [])\n'
    wanted = 'getattr(orders, "add")(AddRequest(name="ada", lines=[]))'
    assert wanted in migrated(tmp_path, test)


def test_an_argument_by_name_stays_where_it_is_passed_by_name(tmp_path: Path) -> None:
    test = (
        "def test_it(orders):\n    note(orders)\n"
        '    assert orders.change.call_args.kwargs["count"] == 2\n'
        '    assert orders.change.call_args.args[0] == "1"\n'
    )
    found = migrated(tmp_path, test)
    assert "assert orders.change.call_args.args[1].count == 2\n" in found
    assert 'assert orders.change.call_args.args[0] == "1"\n' in found


KEPT = {
    "a lambda": ("orders.add.side_effect = lambda name, lines: name", "a lambda"),
    "one that others call": (
        "async def fake(name, lines): return name\n"
        "    orders.add.side_effect = fake\n"
        "    fake('ada', [])",
        "used elsewhere",
    ),
    "all that was given": ("print(orders.add.call_args)", "as `call_args.args[0]`"),
    "a whole half of them": (
        "assert orders.add.await_args.kwargs == {'name': 'ada'}",
        "or compare `call_args` with `call(...)`",
    ),
    "a half that is taken apart": (
        "(name, lines), _ = orders.add.call_args",
        "takes all that a mock was called with at once",
    ),
    "a call with its name": ("print(orders.add.mock_calls[0][1])", "read each by itself"),
    "something of a fixture": ("orders.add = request.param", "source does not tell"),
}


@pytest.mark.parametrize("shape", KEPT)
def test_what_cannot_be_followed_keeps_its_operation(tmp_path: Path, shape: str) -> None:
    code, reason = KEPT[shape]
    test = f"def test_it(orders, request):\n    {code}\n"
    project(tmp_path, {"shop.py": SHOP, "test_shop.py": HEAD + test})
    plan = plan_migration(tmp_path)
    (left,) = plan.unmoved
    assert reason in left.message
    assert left.path.name == "test_shop.py"
    assert left.line > HEAD.count("\n")
