"""A parameter with an alias keeps its value: a request takes it by what clients call it."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.providing import plan_provider

from . import harness
from .test_repository import API, CALLS, SERVICE, indented, migrated, project

CASE = harness.CASES / "aliases"
TYPES = (
    "from typing import Annotated\nfrom fastapi import Body\nfrom pydantic import AliasChoices\n"
)


def api(note: str) -> str:
    return TYPES + API.replace("note: str | None", f"note: {note}")


def service(note: str) -> str:
    code = SERVICE.replace("note: str | None", f"note: {note}")
    return TYPES + code.format(body=indented("return name + str(note)"))


def answer(folder: Path) -> object:
    """What the calls of the case give."""
    with harness.importable(folder):
        items = importlib.import_module("shop.items").MemoryItems()
        return asyncio.run(importlib.import_module("shop").page(items))


def test_T11_a_value_reaches_the_implementation_as_it_did() -> None:
    before = answer(CASE / "before")
    assert before == ["cupab", "cup", "2", "c1", "mug"]
    assert answer(CASE / "after") == before


ALIASES = {
    "a name": ("Body(alias='remark')", "remark='n'"),
    "a keyword": ("Body(alias='in')", "**{'in': 'n'}"),
    "no name": ("Body(alias='x-n')", "**{'x-n': 'n'}"),
    "for validation": ("Body(alias='one', validation_alias='two')", "two='n'"),
    "several": ("Body(validation_alias=AliasChoices('one', 'two'))", "note='n'"),
    "none": ("Body(alias=None)", "note='n'"),
}


def moved_call(folder: Path, marker: str, passed: str) -> str:
    """What becomes of a call of `Orders.add` whose `note` has a marker."""
    note = f"Annotated[str | None, {marker}]"
    calls = CALLS.format(body=f"    await orders.add('a', [], {passed})")
    migrated(
        folder,
        {"shop_api/orders.py": api(note), "shop.py": service(note), "calls.py": calls},
    )
    return (folder / "calls.py").read_text().partition("await orders.add(")[2].strip()


@pytest.mark.parametrize("shape", ALIASES)
def test_a_call_gives_a_request_what_clients_give_it(tmp_path: Path, shape: str) -> None:
    marker, given = ALIASES[shape]
    moved = moved_call(tmp_path, marker, "note='n'")
    assert moved == f"AddRequest(name='a', lines=[], {given}))"
    # Clients cannot send a name that they could not send.
    models = (tmp_path / "shop_api" / "orders" / "models.py").read_text()
    assert ("populate_by_name=True" in models) is (shape == "several")


def test_a_call_that_unpacks_what_may_have_another_name_stays(tmp_path: Path) -> None:
    assert moved_call(tmp_path, "Body(alias='remark')", "**more") == "'a', [], **more)"


def test_a_request_with_its_path_takes_aliases_too(tmp_path: Path) -> None:
    note = "Annotated[str, Body(alias='remark')]"
    code = API.replace("order_id: str, note: str", f"order_id: str, note: {note}")
    folder = project(tmp_path, {"shop_api/orders.py": TYPES + code})
    write(plan_migration(folder, convention="whole").changes)
    routes = " ".join((folder / "shop_api" / "orders" / "routes.py").read_text().split())
    made = "ChangeCall(order_id=order_id, remark=request.note, count=request.count)"
    assert made in routes.replace("( ", "(").replace(" )", ")")


def test_who_follows_a_router_gives_aliases_too(tmp_path: Path) -> None:
    note = "Annotated[str | None, Body(alias='remark')]"
    package = project(tmp_path / "upstream", {"shop_api/orders.py": api(note)})
    write(plan_migration(package).changes)
    provider = tmp_path / "provider"
    calls = "    await orders.add('a', note='n', lines=[])"
    project_files = {"shop.py": service("str | None"), "calls.py": CALLS.format(body=calls)}
    for name, text in project_files.items():
        provider.mkdir(exist_ok=True)
        (provider / name).write_text(text)
    plan = plan_provider(provider, package / "shop_api")
    write(plan.changes)
    assert "AddRequest(name='a', remark='n', lines=[])" in (provider / "calls.py").read_text()
    assert "return request.name + str(request.note)" in (provider / "shop.py").read_text()


def test_a_type_with_an_alias_is_given_by_either_name(tmp_path: Path) -> None:
    remark = "Remark = Annotated[str | None, Body(alias='remark')]\n"
    code = TYPES + API.replace("class Orders", f"{remark}\n\nclass Orders")
    code = code.replace("note: str | None", "note: Remark")
    calls = CALLS.format(body="    await orders.add('a', [], note='n')")
    migrated(tmp_path, {"shop_api/orders.py": code, "calls.py": calls})
    assert "AddRequest(name='a', lines=[], note='n')" in (tmp_path / "calls.py").read_text()
    models = (tmp_path / "shop_api" / "orders" / "models.py").read_text()
    assert "populate_by_name=True" in models
