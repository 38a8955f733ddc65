"""A package that re-exports an API by name re-exports its request models, however it lists them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.codemod.test_repository import project

from routeshift_codemods.apply import write
from routeshift_codemods.index.index import parse_text
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.plan.imports.package_init import amended
from routeshift_codemods.plan.imports.reexports import Reexport, with_requests

LISTS = {
    "one": ('["Orders"]', '["AddRequest", "Orders"]'),
    "a sum": ('["find"] + ["Orders"]', '["find"] + ["AddRequest", "Orders"]'),
    "a sum with others": ('other.__all__ + ["Orders"]', 'other.__all__ + ["AddRequest", "Orders"]'),
}


@pytest.mark.parametrize(("listed", "after"), LISTS.values(), ids=list(LISTS))
def test_they_join_the_list_that_has_the_api(listed: str, after: str) -> None:
    text = f"from .orders import Orders, find\n\n__all__ = {listed}\n"
    init = parse_text(text, Path("shop/__init__.py"), "shop")
    reexport = Reexport(frozenset({"shop.orders"}), "Orders", ["AddRequest"])
    assert with_requests(init, [reexport]) == (
        f"from .orders import AddRequest, Orders, find\n\n__all__ = {after}\n"
    )


def test_they_are_listed_once_where_there_are_several_lists() -> None:
    text = 'from .orders import Orders\n\n__all__ = ["Orders"]\n__all__ += ["x"]\n'
    init = parse_text(text, Path("shop/__init__.py"), "shop")
    places = {"Orders": ".api", "AddRequest": ".models"}
    assert amended(init, "shop.orders", places, ["AddRequest"]).count('"AddRequest"') == 1


TWO = """from typing import Protocol

from legacy_decorator import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def add(self, name: str) -> str: ...


class Carts(Protocol):
    @webmethod(route="/carts", method="POST", level="v1")
    async def fill(self, sku: str) -> str: ...
"""
USES = """from shop_api.sales import Carts, Orders
async def f(orders: Orders, carts: Carts):
    await orders.add("a")
    await carts.fill("b")
"""
INITS = {"stars": "from .sales import *\n", "names": "from .sales import Carts, Orders\n"}


@pytest.mark.parametrize("init", INITS)
@pytest.mark.parametrize("first", ["orders", "carts"])
def test_the_requests_of_an_api_that_moves_later_join_those_of_its_module(
    tmp_path: Path, init: str, first: str
) -> None:
    """After the first move the module is one that gives what is in others, of its own name."""
    files = {"shop_api/sales/sales.py": TWO, "shop_api/sales/__init__.py": INITS[init]}
    project(tmp_path, {**files, "calls.py": USES})
    (tmp_path / "shop_api/orders.py").unlink()
    for api in (first, *({"orders", "carts"} - {first})):
        write(plan_migration(tmp_path, [api]).changes)
    text = (tmp_path / "calls.py").read_text()
    assert text.startswith("from shop_api.sales import AddRequest, Carts, FillRequest, Orders\n")
    assert '"FillRequest"' in (tmp_path / "shop_api/sales/sales.py").read_text()
    assert plan_migration(tmp_path).changes == ()
