"""What stayed has a mark in the code, and moves when a person has settled it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.codemod.test_repository import API, SERVICE, indented, migrated

from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.reporting import report_of_migration


def test_what_stayed_moves_when_nothing_keeps_it_any_more(tmp_path: Path) -> None:
    """A person annotates the receiver, or accepts the line, and runs the command again."""
    service = SERVICE.format(body=indented("return name"))
    calls = "from shop_api.orders import Orders\nasync def f(x): await x.add('a', [])\n"
    plan = migrated(tmp_path, {"shop.py": service, "calls.py": calls})
    assert [note.path.name for note in plan.unmoved] == ["calls.py"]
    assert "async def add(self, name: str" in (tmp_path / "shop.py").read_text()
    (tmp_path / "calls.py").write_text(calls.replace("f(x)", "f(x: Orders)"))
    again = plan_migration(tmp_path)
    write(again.changes)
    assert again.unmoved == ()
    assert "async def add(self, request: AddRequest)" in (tmp_path / "shop.py").read_text()
    assert "x.add(AddRequest(name='a', lines=[]))" in (tmp_path / "calls.py").read_text()
    assert plan_migration(tmp_path).changes == ()


MARKED = "async def f(x):\n    await x.add('a', [])  # now\n"


def test_a_mark_says_what_a_person_has_to_settle(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    migrated(tmp_path, {"shop.py": service, "calls.py": MARKED})
    text = (tmp_path / "calls.py").read_text()
    assert text.startswith(
        "async def f(x):\n    # TODO(routeshift): Orders.add: this may be a call"
    )
    assert text.endswith("    await x.add('a', [])  # now\n")
    again = plan_migration(tmp_path)
    assert again.changes == ()
    report = report_of_migration(again, written=False, passed=False)
    assert report.summary == "Nothing to change: what is left is for a person to settle."
    assert [note.path.name for note in again.unmoved] == ["calls.py"]


SETTLED = {
    "by an annotation": ("def f(x)", "def f(x: 'Orders')", "x.add(AddRequest(name='a', lines=[]))"),
    "by another class": ("def f(x)", "def f(x: dict)", "x.add('a', [])"),
    "by going": ("await x.add('a', [])", "await x.put('a', [])", "x.put('a', [])"),
    "by a reason": ("# TODO(routeshift): ", "# routeshift: accept ", "x.add('a', [])"),
}


@pytest.mark.parametrize("how", SETTLED)
def test_a_mark_that_is_settled_goes(tmp_path: Path, how: str) -> None:
    before, after, call = SETTLED[how]
    service = SERVICE.format(body=indented("return name"))
    calls = f"from shop_api.orders import Orders\n{MARKED}"
    migrated(tmp_path, {"shop.py": service, "calls.py": calls})
    text = (tmp_path / "calls.py").read_text()
    (tmp_path / "calls.py").write_text(text.replace(before, after))
    plan = plan_migration(tmp_path)
    write(plan.changes)
    assert plan.unmoved == ()
    text = (tmp_path / "calls.py").read_text()
    assert "TODO" not in text
    assert call in text
    assert plan_migration(tmp_path).changes == ()


def test_a_mark_of_what_still_stays_is_kept_beside_one_that_is_settled(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    more = f"{MARKED}async def g(y):\n    await y.change('a', 'b')\n"
    migrated(
        tmp_path, {"shop.py": service, "calls.py": f"from shop_api.orders import Orders\n{more}"}
    )
    text = (tmp_path / "calls.py").read_text()
    assert text.count("TODO(routeshift)") == 2
    (tmp_path / "calls.py").write_text(text.replace("def f(x)", "def f(x: dict)"))
    write(plan_migration(tmp_path).changes)
    text = (tmp_path / "calls.py").read_text()
    assert "TODO(routeshift): Orders.change: " in text
    assert text.count("TODO(routeshift)") == 1
    assert plan_migration(tmp_path).changes == ()


def test_a_mark_at_the_top_of_a_file_goes_too(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    calls = "from shop_api.orders import Orders\nx = (lambda y: y)(1)\nx.add('a', [])\n"
    migrated(tmp_path, {"shop.py": service, "calls.py": calls})
    text = (tmp_path / "calls.py").read_text()
    assert "\n# TODO(routeshift): " in text
    (tmp_path / "calls.py").write_text(text.replace("x =", "x: Orders ="))
    write(plan_migration(tmp_path).changes)
    assert "TODO" not in (tmp_path / "calls.py").read_text()


NEW = """

class Newcomer(Orders):
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str:
        return name
"""
TEST = """from unittest.mock import AsyncMock
from shop_api.orders import Orders
def test_it(orders: Orders):
    async def fake(name, lines, note=None): return name
    orders.add.side_effect = fake
    assert orders.add.call_args.args[0] == "ada"
async def f(o: Orders): await o.add("ada", [])
"""


def test_what_moved_stays_when_an_implementation_comes_after_it(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    migrated(tmp_path, {"shop.py": service, "test_shop.py": TEST})
    moved = (tmp_path / "test_shop.py").read_text()
    assert "fake(request: AddRequest)" in moved
    assert "call_args.args[0].name ==" in moved
    with (tmp_path / "shop.py").open("a") as file:
        file.write(NEW)
    plan = plan_migration(tmp_path)
    assert plan.unmoved == ()
    write(plan.changes)
    assert (tmp_path / "shop.py").read_text().count("add(self, request: AddRequest)") == 2
    assert (tmp_path / "test_shop.py").read_text() == moved


STRUCTURAL = """from shop_api.orders import Orders
class OrdersService:
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str: return name
    async def change(self, order_id: str, note: str, count: int = 1) -> str: return note
    async def get(self, order_id: str) -> str: return order_id
async def f(x): await x.add('a', [])
async def g(orders: Orders): await orders.change('1', 'a')
"""


def test_an_implementation_without_a_base_is_known_when_half_of_it_has_moved(
    tmp_path: Path,
) -> None:
    plan = migrated(tmp_path, {"shop.py": STRUCTURAL})
    assert (
        "def change(self, order_id: str, request: ChangeRequest)"
        in (tmp_path / "shop.py").read_text()
    )
    again = plan_migration(tmp_path)
    assert [one.message for one in again.unmoved] == [one.message for one in plan.unmoved] != []
    text = (tmp_path / "shop.py").read_text()
    (tmp_path / "shop.py").write_text(text.replace("f(x)", "f(x: Orders)"))
    write(plan_migration(tmp_path).changes)
    assert "def add(self, request: AddRequest)" in (tmp_path / "shop.py").read_text()


MIXED = """

class Files(Protocol):
    @webmethod(route="/files/{file_id}", method="POST", level="v1")
    async def put(self, text: str, file_id: str) -> str: ...
"""
MORE = """from shop_api.orders import Files
class MyFiles(Files):
    async def put(self, text: str, file_id: str) -> str: return text + file_id
async def f(x): await x.put('a', file_id='b')
async def g(files: Files): await files.put('a', 'b')
"""


def test_what_stayed_has_the_order_of_its_implementations(tmp_path: Path) -> None:
    """The API itself has what is in the path first by now: a second run must not be misled."""
    plan = migrated(tmp_path, {"shop_api/orders.py": API + MIXED, "shop.py": MORE})
    assert [note.line for note in plan.unmoved] == [4]
    assert plan_migration(tmp_path).changes == ()
    text = (tmp_path / "shop.py").read_text()
    (tmp_path / "shop.py").write_text(text.replace("f(x)", "f(x: Files)"))
    write(plan_migration(tmp_path).changes)
    text = (tmp_path / "shop.py").read_text()
    assert "x.put(file_id='b', request=PutRequest(text='a'))" in text
    assert "files.put('b', PutRequest(text='a'))" in text


def test_a_signature_may_be_accepted_as_it_is(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    more = (
        "class More(Orders):\n    # routeshift: accept a fake\n    async def add(self, **k): ...\n"
    )
    plan = migrated(tmp_path, {"shop.py": service + more})
    assert plan.unmoved == ()
    assert "async def add(self, **k): ..." in (tmp_path / "shop.py").read_text()
    assert "async def add(self, request: AddRequest)" in (tmp_path / "shop.py").read_text()
