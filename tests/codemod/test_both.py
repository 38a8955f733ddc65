"""A provider that works with an API before and after its move (`--both`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift_codemods.apply.writing import write
from routeshift_codemods.check import check_implementations
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.providing import plan_provider

from . import harness
from .test_repository import API

PROVIDER = """from typing import Any

from shop_api.orders import Orders


class Service(Orders):
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str:
        return f"{name} {lines} {note}"

    async def change(self, order_id: str, note: str, count: int = 1) -> str:
        return order_id + await self.add(note, [], str(count))

    async def get(self, order_id: str) -> str:
        return order_id


async def buy(orders: Orders, **more: Any) -> str:
    return await orders.add(name="ada", lines=[], **more)
"""
AFTER = """from typing import Any

from routeshift import accepts_both

from shop_api.orders import Orders


class Service(Orders):
    @accepts_both
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str:
        return f"{name} {lines} {note}"

    @accepts_both
    async def change(self, order_id: str, note: str, count: int = 1) -> str:
        return order_id + await self.add(note, [], str(count))

    async def get(self, order_id: str) -> str:
        return order_id


async def buy(orders: Orders, **more: Any) -> str:
    return await accepts_both(orders.add)(name="ada", lines=[], **more)
"""
OLD_HOST = """import asyncio
from service import Service, buy

impl = Service()
assert asyncio.run(impl.add("a", [], note="n")) == "a [] n"
assert asyncio.run(impl.change("1", "n")) == "1n [] 1"
assert asyncio.run(buy(impl, note="soon")) == "ada [] soon"
"""
NEW_HOST = """import asyncio
from service import Service, buy
from shop_api.orders import AddRequest, ChangeRequest, Orders

impl = Service()
assert asyncio.run(impl.add(AddRequest(name="a", lines=[], note="n"))) == "a [] n"
assert asyncio.run(impl.change(order_id="1", request=ChangeRequest(note="n"))) == "1n [] 1"


class Host(Orders):
    async def add(self, request: AddRequest) -> str:
        return f"{request.name} {request.lines} {request.note}"


assert asyncio.run(buy(Host(), note="soon")) == "ada [] soon"
assert asyncio.run(buy(impl)) == "ada [] None"
"""


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """The API before its move, and after it."""
    for name in ("old", "new"):
        folder = tmp_path / name / "shop_api"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        (folder / "orders.py").write_text(API)
        shutil.copy(harness.SUPPORT / "legacy_decorator.py", folder.parent)
    write(plan_migration(tmp_path / "new" / "shop_api").changes)
    return tmp_path / "old" / "shop_api", tmp_path / "new" / "shop_api"


@pytest.fixture
def provider(tmp_path: Path) -> Path:
    """A provider of one file."""
    file = tmp_path / "provider" / "service.py"
    file.parent.mkdir()
    file.write_text(PROVIDER)
    return file


@pytest.mark.parametrize("like", [False, True])
def test_signatures_stay_and_take_requests_too(
    versions: tuple[Path, Path], provider: Path, like: bool
) -> None:
    old, new = versions
    plan = plan_provider(provider, new, old if like else None, both=True)
    write(plan.changes)
    assert provider.read_text() == AFTER
    assert (plan.implementations, plan.calls, plan.unmoved) == (2, 1, ())
    for both in (True, False):
        again = plan_provider(provider, new, old if like else None, both=both)
        assert (again.changes, again.unmoved) == ((), ())


def test_what_serves_both_fits_either_version(versions: tuple[Path, Path], provider: Path) -> None:
    old, new = versions
    assert not check_implementations([provider], new).fits
    write(plan_provider(provider, new, both=True).changes)
    assert check_implementations([provider], new).diagnostics == ()
    assert check_implementations([provider], old).diagnostics == ()


def test_what_accepts_both_and_lacks_something_does_not_fit(
    versions: tuple[Path, Path], provider: Path
) -> None:
    provider.write_text(AFTER.replace("order_id: str, note: str, count", "order_id: str, count"))
    (found,) = check_implementations([provider], versions[1]).diagnostics
    assert (found.kind, found.subject) == ("cannot", "Service.change")
    assert found.message == "it does not take `note`, which the Protocol passes"


@pytest.mark.process
def test_it_runs_with_either_version(versions: tuple[Path, Path], provider: Path) -> None:
    assert run(["migrate", str(provider), "--against", str(versions[1]), "--both", "--write"]) == 0
    for version, host in zip(versions, (OLD_HOST, NEW_HOST), strict=True):
        done = subprocess.run(
            [sys.executable, "-c", host],
            env={"PYTHONPATH": f"{provider.parent}:{version.parent}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_an_order_that_nobody_knows_stays_and_is_told(
    versions: tuple[Path, Path], provider: Path
) -> None:
    provider.write_text(
        "from shop_api.orders import Orders\n\n\n"
        "async def call(orders: Orders) -> None:\n    await orders.change('1', 'soon')\n"
    )
    plan = plan_provider(provider, versions[1], both=True)
    assert plan.changes == ()
    assert [(one.line, one.message) for one in plan.unmoved] == [
        (5, "this stays as it is: it passes arguments by position, whose order may differ")
    ]
