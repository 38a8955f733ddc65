"""A Protocol without HTTP: FastAPI's markers leave the annotations of parameters that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

from .test_hostile_files import ORDERS, package

__all__ = ["package"]

HEAD = """\
from typing import Annotated, Protocol
import fastapi
from fastapi import Body, Depends, File, Header
from pydantic import Field
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Annotated[Order, Body()]", "Order"),
        ("Annotated[Order, fastapi.Body(embed=False)]", "Order"),
        ("Annotated[Order, Body(...), Order]", "Annotated[Order, Order]"),
        ("Annotated[Order, Order, Body]", "Annotated[Order, Order]"),
        ("Annotated[\n            Order, Body()\n        ]", "Order"),
        ("'Annotated[Order, Body()]'", "'Order'"),
        ("\"Annotated['Order', Body(), Order]\"", "\"Annotated['Order', Order]\""),
        ("'Annotated[Order, Body(description=\\'a\\')]'", "'Annotated[Order, Body(descri"),
    ],
)
def test_markers_leave_and_all_else_stays(package: Path, before: str, after: str) -> None:
    assert f"order: {after}" in protocol(package, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Order = Body(...)", "Order)"),
        ("Order = Body()", "Order)"),
        ("Order | None = Body(None)", "Order | None = None)"),
        ("Order | None = fastapi.Body(default=None)", "Order | None = None)"),
        ("Order = (Body)", "Order)"),
        ("Order = Body(default_factory=Order)", "Order)"),
        ("Order | None = (Body((None)))", "Order | None = (None))"),
        ("'Annotated[Order, Field()]' = Body(...)", "'Annotated[Order, Field()]')"),
        ("Order = Body(...), mark: str = Header('a')", "Order, mark: str = 'a')"),
        (
            "Order = Body(None), mark: str = Header()",
            "Order = None, *, mark: str)",
        ),
        ("Order = Body(), user: str = Depends(str)", "Order, user: str)"),
    ],
)
def test_a_marker_that_is_the_default_leaves_what_it_says_is_the_default(
    package: Path, before: str, after: str
) -> None:
    found = "".join(protocol(package, before).split())
    assert f"self, order: {after}".replace(" ", "") in found.replace(",)", ")")


@pytest.mark.parametrize(
    "annotation",
    [
        "Annotated[\n        Order,  # one\n        # two\n        Body(),  # noqa\n    ]",
        "Order = Body(  # one\n        # two\n        ...,  # noqa: E501\n    )",
    ],
)
def test_comments_in_a_marker_stay_beside_the_parameter(package: Path, annotation: str) -> None:
    text = protocol(package, annotation)
    assert "order: Order,  # one  # two\n    ) ->" in text
    assert "noqa" not in text


def test_comments_in_a_marker_stay_where_the_next_parameter_goes(package: Path) -> None:
    header = "(  # one\n        # two\n        Header()\n    ), limit: list[int] | None = None"
    text = protocol(package, f"str = {header}")
    assert "order: str," in text
    assert "# one  # two" in text
    assert "limit" not in text


def protocol(package: Path, annotation: str) -> str:
    """The file of a Protocol whose method takes a bare body."""
    text = ORDERS.replace("from typing import Protocol\n", HEAD)
    text = text.replace('method="GET"', 'method="POST"').replace("/orders", "/orders/add")
    text = text.replace("self, limit: int = 20", f"self, order: {annotation}")
    (package / "orders.py").write_text(text)
    plan = plan_migration(package)
    return next(c.after or b"" for c in plan.changes if c.path.name == "api.py").decode()


def test_an_implementation_takes_a_path_without_its_marker(package: Path) -> None:
    signature = "self, order_id: str = Path(...), limit: int = Query(20)"
    head = "from fastapi import Path, Query\n"
    text = ORDERS.replace("from typing import Protocol\n", f"from typing import Protocol\n{head}")
    text = text.replace('"/orders"', '"/orders/{order_id}"').replace(
        "self, limit: int = 20", signature
    )
    (package / "orders.py").write_text(text)
    (package / "shop.py").write_text(
        f"{head}from .orders import Order, Orders\n\n\nclass Shop(Orders):\n"
        f"    async def list_orders({signature}) -> list[Order]:\n"
        "        return [Order(id=order_id)] * limit\n"
    )
    changes = {change.path.name: change.after or b"" for change in plan_migration(package).changes}
    after = changes["shop.py"].decode()
    assert "self, order_id: str, request: ListOrdersRequest\n" in after
    assert "* request.limit" in after
    assert "fastapi" not in after
