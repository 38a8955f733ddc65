"""A new import stands in the section of its kind, where isort and ruff would put it (I001)."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_repository import migrated

FOR_TYPES = "if TYPE_CHECKING:\n    from shop_api.orders import Orders\n"
CALL = """

async def buy(orders: "Orders", lines: list[str]) -> str:
    return await orders.add("a", lines)
"""
NEW = "from shop_api.orders import AddRequest\n"
FUTURE = "from __future__ import annotations\n"
TYPING = "from typing import TYPE_CHECKING\n"
# What stands at the top, with a mark where the new import goes.
HEADS = {
    "behind the standard library": f"{FUTURE}\nimport abc\n{TYPING}<\n{NEW}>\n{FOR_TYPES}",
    "behind a plain import": f"import typing\n<\n{NEW}>\n{FOR_TYPES.replace('T', 'typing.T', 1)}",
    "between two sections": f"{TYPING}<\n{NEW}>\nfrom .saved import LIMIT\n\n{FOR_TYPES}",
    "before its neighbour": f"{TYPING}\n<{NEW}>from shop_api.others import A\n\n{FOR_TYPES}",
    "behind its neighbour": f"{TYPING}\nfrom shop_api import others\n<{NEW}>\n{FOR_TYPES}",
    "in front of all": f"<{NEW}\n>from .typing import TYPE_CHECKING\n\n{FOR_TYPES}",
    "behind a docstring": f'"""Sell."""\n\n<{NEW}\n>TYPE_CHECKING = False\n{FOR_TYPES}',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=list(HEADS))
def test_an_import_stands_in_the_section_of_its_kind(tmp_path: Path, head: str) -> None:
    marked, _, rest = head.partition("<")
    before = marked + rest.partition(">")[2]
    files = {
        "shop/__init__.py": "",
        "shop/saved.py": "LIMIT = 1\n",
        "shop_api/others.py": "A = 1\n",
    }
    files["shop/typing.py"] = "TYPE_CHECKING = False\n"
    migrated(tmp_path, {**files, "shop/sell.py": before + CALL})
    after = (tmp_path / "shop" / "sell.py").read_text()
    assert after.partition("\n\nasync def")[0] == head.replace("<", "").replace(">", "")


def test_it_stands_in_front_of_an_import_that_goes(tmp_path: Path) -> None:
    head = "from typing import Optional\n\nfrom shop_api.orders import Orders\n"
    service = """

class Service(Orders):
    async def add(self, name: str, lines: list[str], note: Optional[str] = None) -> str:
        lines.append(name)
        return note or name
"""
    migrated(tmp_path, {"sell.py": head + service})
    text = (tmp_path / "sell.py").read_text()
    assert text.startswith(
        "from copy import copy\n\nfrom shop_api.orders import AddRequest, Orders"
    )


def test_where_all_shares_the_line_of_the_future_the_call_stays(tmp_path: Path) -> None:
    """Nothing may stand above that, and nothing stands below."""
    line = FUTURE.replace("\n", "; from shop_api.orders import Orders; ")
    line += "add = lambda orders: Orders.add(orders, 'a', [])\n"
    plan = migrated(tmp_path, {"sell.py": line})
    assert [one.path.name for one in plan.unmoved] == ["sell.py"]
    assert "has no line" in plan.unmoved[0].message
    assert (tmp_path / "sell.py").read_text().endswith(line)
