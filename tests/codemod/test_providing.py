"""A provider's implementations and calls follow an API of another package (number 7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration
from routeshift_codemods.providing import package_named, plan_provider

from . import harness
from .test_repository import API, SERVICE, indented, migrated

OLD = """from shop_api.orders import Orders


class Service(Orders):
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str:
        return name + str(note)

    async def change(self, order_id: str, note: str, count: int = 1) -> str:
        await self.add(note, [], order_id)
        return f"{order_id} {note} {count}"

    async def get(self, order_id: str) -> str:
        return order_id


async def buy(orders: Orders) -> str:
    return await orders.add(name="ada", lines=[]) + await orders.get("1")
"""
NEW = """from shop_api.orders import AddRequest, ChangeRequest, Orders


class Service(Orders):
    async def add(self, request: AddRequest) -> str:
        return request.name + str(request.note)

    async def change(self, order_id: str, request: ChangeRequest) -> str:
        await self.add(AddRequest(name=request.note, lines=[], note=order_id))
        return f"{order_id} {request.note} {request.count}"

    async def get(self, order_id: str) -> str:
        return order_id


async def buy(orders: Orders) -> str:
    return await orders.add(AddRequest(name="ada", lines=[])) + await orders.get("1")
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The package of the APIs, on routers."""
    folder = tmp_path / "upstream" / "shop_api"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "orders.py").write_text(API)
    write(plan_migration(folder).changes)
    return folder


@pytest.fixture
def provider(tmp_path: Path) -> Path:
    """A folder for a provider."""
    folder = tmp_path / "provider"
    folder.mkdir()
    return folder


def provided(provider: Path, package: Path, text: str) -> tuple[str, Migration]:
    """What becomes of a provider of one file, and the run."""
    file = provider / "service.py"
    file.write_text(text)
    plan = plan_provider(provider, package)
    write(plan.changes)
    return file.read_text(), plan


def told(plan: Migration) -> list[str]:
    return [f"{one.line}: {one.subject}: {one.message}" for one in plan.unmoved]


def test_implementations_and_calls_take_requests_and_the_package_stays(
    package: Path, provider: Path
) -> None:
    before = harness.files(package)
    text, plan = provided(provider, package, OLD)
    assert text == NEW
    assert (plan.implementations, plan.calls, plan.unmoved) == (2, 2, ())
    assert harness.files(package) == before


def test_a_second_run_changes_nothing(package: Path, provider: Path) -> None:
    provided(provider, package, OLD)
    again = plan_provider(provider, package)
    assert (again.changes, again.unmoved) == ((), ())


def test_a_package_is_found_by_its_name_without_being_imported(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package / "__init__.py").write_text("raise RuntimeError\n")
    monkeypatch.syspath_prepend(package.parent)
    assert package_named("shop_api") == package
    assert package_named("shop_api.orders") == package / "orders"
    with pytest.raises(TargetError, match="no shop_api"):
        package_named("shop_api.baskets")


def test_an_operation_moves_whole_or_not_at_all(package: Path, provider: Path) -> None:
    text, plan = provided(
        provider,
        package,
        OLD + "\n\nasync def more(orders: Orders, *a: str):\n    await orders.add(*a)\n",
    )
    assert "async def add(self, name: str" in text
    assert "async def change(self, order_id: str, request: ChangeRequest)" in text
    assert told(plan) == [
        "21: Orders.add: this call stays as it is: which arguments it passes is known at run "
        "time only"
    ]


CALLS = {
    "what fits a request alone": ("await orders.add(make)", None),
    "a request of its own": (
        "from shop_api.orders import AddRequest\nawait orders.add(AddRequest(**{}))",
        None,
    ),
    "a request by name": ("await orders.add(request=make())", None),
    "a request by annotation": ("r: AddRequest = make()\nawait orders.add(r)", None),
    "what may be a request": (
        "await orders.change('1', make)",
        "this may be a call of it: it may pass a `ChangeRequest` already",
    ),
    "an order that nobody knows": (
        "await orders.change('1', 'note')",
        "this call stays as it is: only an older version tells which parameters it passes by "
        "position: name them",
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_what_passes_a_request_already_is_left(package: Path, provider: Path, name: str) -> None:
    body, message = CALLS[name]
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    text = (
        "from shop_api.orders import AddRequest, Orders\n\n\n"
        f"async def call(orders: Orders, make) -> None:\n{lines}"
    )
    after, plan = provided(provider, package, text)
    assert after == text
    assert [one.message for one in plan.unmoved] == ([] if message is None else [message])


def test_names_of_two_possible_packages_are_followed_to_the_one_there_is(
    package: Path, provider: Path
) -> None:
    (provider / "compat.py").write_text(
        "try:\n    from old_shop.orders import Orders\n"
        "except ImportError:\n    from shop_api.orders import Orders\n"
    )
    text, _ = provided(provider, package, OLD.replace("shop_api.orders", "compat"))
    assert "async def add(self, request: AddRequest)" in text
    assert "await orders.add(AddRequest(name=" in text


def test_a_class_that_only_looks_like_an_implementation_is_told(
    package: Path, provider: Path
) -> None:
    text = OLD.replace("class Service(Orders)", "class Shop")
    after, plan = provided(provider, package, text)
    assert "async def add(self, name: str" in after
    assert (
        "4: Shop: it has 3 methods of Orders as they were, and says nowhere that it implements "
        "Orders" in told(plan)
    )
    accepted = text.replace("class Shop:", "class Shop:  # routeshift: accept another shop")
    _, plan = provided(provider, package, accepted)
    assert not any("Shop" in one.subject for one in plan.unmoved)


def test_the_command_shows_writes_and_checks(
    package: Path, provider: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (provider / "service.py").write_text(OLD)
    command = ["migrate", str(provider), "--against", str(package)]
    assert run([*command, "--check"]) == 2
    assert f"--against {package} --write" in capsys.readouterr().out
    assert run([*command, "--write", "--allow-dirty"]) == 0
    assert "routeshift check " in capsys.readouterr().out
    assert (provider / "service.py").read_text() == NEW
    assert run([*command, "--check"]) == 0
    assert "Nothing to change" in capsys.readouterr().out
    assert run([*command, "--api", "orders"]) == 1


def test_what_a_provider_leaves_fails_the_command(package: Path, provider: Path) -> None:
    (provider / "service.py").write_text(
        "from shop_api.orders import Orders\n\n\n"
        "async def more(orders: Orders, *a: str):\n    await orders.add(*a)\n"
    )
    assert run(["migrate", str(provider), "--against", str(package)]) == 2


TESTS = """from unittest.mock import AsyncMock

from shop_api.orders import Orders


class Fake(Orders):
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str:
        return name


async def test_buying() -> None:
    orders: Orders = Fake()
    orders.add = AsyncMock(return_value="1")
    await orders.add("ada", [], note="soon")
    orders.add.assert_awaited_with("ada", [], note="soon")
    assert orders.add.call_args.kwargs["note"] == "soon"
"""


def test_a_providers_tests_move_with_it_and_only_once(package: Path, provider: Path) -> None:
    text, plan = provided(provider, package, TESTS)
    assert plan.unmoved == ()
    assert 'orders.add.assert_awaited_with(AddRequest(name="ada", lines=[], note="soon"))' in text
    assert 'orders.add.call_args.args[0].note == "soon"' in text
    again = plan_provider(provider, package)
    assert (again.changes, again.unmoved) == ((), ())


def test_R6_who_lacks_what_another_implementation_takes_moves_too(tmp_path: Path) -> None:
    """It is known by its name and its methods alone, and nobody would tell it otherwise."""
    body = indented("return name")
    whole = SERVICE.format(body=body)
    more = whole.replace("note: str | None = None)", "note: str | None = None, loud: bool = False)")
    undeclared = whole.replace("Service(Orders)", "OrdersOfAnother")
    assert more != whole != undeclared
    plan = migrated(tmp_path, {"shop.py": more, "other.py": undeclared})
    assert plan.unmoved == ()
    for name in ("shop.py", "other.py"):
        text = (tmp_path / name).read_text()
        assert "async def add(self, request: AddRequest) -> str:" in text
        assert "async def change(self, order_id: str, request: ChangeRequest)" in text


def test_who_lacks_what_a_request_may_leave_out_is_known_by_its_name(tmp_path: Path) -> None:
    """As where an implementation upstream has had a parameter of its own (rule R6)."""
    text = OLD.replace("Service(Orders)", "OrdersOfAnother").replace("lines: list[str], ", "")
    text = text.replace("note, [], order_id", "note, note=order_id")
    upstream = API.replace("lines: list[str],", "lines: list[str] = [],")
    package = tmp_path / "upstream" / "shop_api"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "orders.py").write_text(upstream)
    write(plan_migration(package).changes)
    provider = tmp_path / "provider"
    provider.mkdir()
    after, plan = provided(provider, package, text)
    assert "async def add(self, request: AddRequest) -> str:" in after
    assert plan.unmoved == ()
