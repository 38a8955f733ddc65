"""Routers that follow different conventions for path parameters are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

ROUTER = """from fastapi import APIRouter


def create_router(impl: object) -> APIRouter:
    router = APIRouter()

    @router.get("/{name}/{{item_id}}")
    async def get_{name}(item_id: str) -> str:
        return await impl.get_{name}({passed})

    return router
"""
LEGACY = """from typing import Protocol

from legacy_decorator import webmethod


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="GET")
    async def get_item(self, item_id: str) -> str: ...
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a router of each convention, and a legacy API."""
    routers = {"carts": "item_id=item_id", "orders": "GetOrder(item_id=item_id)"}
    for name, passed in routers.items():
        folder = tmp_path / "shop" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        (folder / "routes.py").write_text(ROUTER.format(name=name, passed=passed))
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "items.py").write_text(LEGACY)
    return tmp_path / "shop"


def test_scan_tells_a_package_with_both(package: Path) -> None:
    told = [(note.subject, note.path.parent.name) for note in scan(package).diagnostics]
    assert told == [("orders", "orders")]


@pytest.mark.parametrize(("convention", "other"), [("split", "orders"), ("whole", "carts")])
def test_migrate_tells_the_routers_that_differ_from_the_run(
    package: Path, convention: str, other: str
) -> None:
    plan = plan_migration(package, convention=convention)
    assert [note.subject for note in plan.diagnostics] == [other]


def test_all_routers_that_differ_share_one_note(package: Path) -> None:
    for name in ("bills", "tickets"):
        (package / name).mkdir()
        (package / name / "__init__.py").write_text("")
        text = ROUTER.format(name=name, passed="Request(item_id=item_id)")
        (package / name / "routes.py").write_text(text)
    (note,) = plan_migration(package, convention="split").diagnostics
    assert note.subject == "bills, orders, tickets"
    assert note.message == (
        "3 routers take path parameters in the request model; "
        "the new ones take them plainly; --convention whole follows them"
    )


def test_a_run_with_nothing_to_do_tells_nothing(package: Path) -> None:
    (package / "items.py").unlink()
    assert plan_migration(package).diagnostics == ()
