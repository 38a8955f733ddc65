"""A Protocol without HTTP: FastAPI's markers leave the annotations of parameters that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

from .test_hostile_files import ORDERS, package

__all__ = ["package"]

HEAD = "from typing import Annotated, Protocol\nimport fastapi\nfrom fastapi import Body, File\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Annotated[Order, Body()]", "Order"),
        ("Annotated[Order, fastapi.Body(embed=False)]", "Order"),
        ("Annotated[Order, Body(...), Order]", "Annotated[Order, Order]"),
        ("Annotated[Order, Order, Body]", "Annotated[Order, Order]"),
        ("Annotated[\n            Order, Body()\n        ]", "Order"),
        ("'Annotated[Order, Body()]'", "'Annotated[Order, Body()]'"),
    ],
)
def test_markers_leave_and_all_else_stays(package: Path, before: str, after: str) -> None:
    assert f"order: {after}" in protocol(package, before)


def test_what_has_a_comment_inside_stays(package: Path) -> None:
    text = protocol(
        package, "Annotated[\n            Order,  # one\n            Body(),\n        ]"
    )
    assert "# one" in text
    assert "Body()" in text


def protocol(package: Path, annotation: str) -> str:
    """The file of a Protocol whose method takes a bare body."""
    text = ORDERS.replace("from typing import Protocol\n", HEAD)
    text = text.replace('method="GET"', 'method="POST"').replace("/orders", "/orders/add")
    text = text.replace("self, limit: int = 20", f"self, order: {annotation}")
    (package / "orders.py").write_text(text)
    plan = plan_migration(package)
    return next(c.after or b"" for c in plan.changes if c.path.name == "api.py").decode()
