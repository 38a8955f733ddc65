"""A package that re-exports an API by name re-exports its request models, however it lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.index.index import parse_text
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
