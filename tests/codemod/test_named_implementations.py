"""A decision names the implementation whose markers say where parameters travel (rule R6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from routeshift.errors import DeclarationError
from routeshift_codemods.migrate import plan_migration

from .test_implementations import add, client, decide, legacy, project, told

__all__ = ["project"]


PLACED = '''from typing import Annotated, Any, Protocol

from fastapi import Body, Query
from legacy_decorator import webmethod
from pydantic import BaseModel


class Car(BaseModel):
    vin: str


class Items(Protocol):
    """Items."""

    @webmethod(route="/run", method="POST", level="v1")
    async def run(self, {declared}) -> Any: ...
'''
PLACES = """from typing import Annotated, Any

from fastapi import Body, Cookie, Depends, Form, Header, Query

from shop.items import Car, Items


class MyItems(Items):
    async def run(self, {served}) -> Any:
        return [{names}]
"""
ASKED: list[dict[str, Any]] = [
    {"json": {"car": {"vin": "v"}}},
    {"json": {"vin": "v"}},
    {"json": {"n": 7, "m": "a"}},
    {"json": {"m": "a"}, "params": {"n": 7}},
    {"params": {"n": 7, "m": "a"}},
    {"params": {"n": 7}, "headers": {"m": "a"}},
    {"params": {"n": 0}, "headers": {"m": "a"}},
    {"json": {"n": 7}, "params": {"m": "a"}},
    {"data": {"n": "7", "m": "a"}},
]


def placed(project: Path, declared: str, served: str) -> None:
    """An operation whose implementation, which a decision names, has markers of its own."""
    names = ", ".join(part.partition(":")[0] for part in declared.split(", ") if ": " in part)
    add(project, "shop/items.py", PLACED.replace("{declared}", declared))
    add(project, "shop/mine.py", PLACES.replace("{served}", served).replace("{names}", names))
    decide(project, "MyItems", "run")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("declared", "served"),
    [
        ("car: Annotated[Car, Body()]", "car: Car"),
        ("car: Car", "car: Annotated[Car, Body()]"),
        ("n: int, m: str", "n: Annotated[int, Query(ge=1)], m: Annotated[str, Header()]"),
        ("n: int, m: str", "n: Annotated[int, Query()], m: str"),
        ("n: int, m: str", "n: int, m: str = Query()"),
        ("n: int, m: str = 'b'", "n: Annotated[int, Query()], m: Annotated[str, Query()] = 'a'"),
        ("n: int = Query(ge=0), m: str = 'a'", "n: int = 3, m: str = 'a'"),
        ("n: int, m: str = 'b'", "n: int, m: str = str('abc')"),
        ("n: int, m: str", "n: Annotated[int, Form()], m: Annotated[str, Form()]"),
    ],
)
def test_R6_the_implementation_that_a_decision_names_says_where_parameters_travel(
    project: Path, declared: str, served: str
) -> None:
    placed(project, declared, served)
    before = [(a.status_code, a.json()) for a in asked(legacy(project))]
    assert 200 in dict(before)
    assert [n.kind for n in told(project) if n.kind == "cannot"] == []
    after = [(a.status_code, a.json()) for a in asked(client(project))]
    assert [row for row in after if row[0] == 200] == [row for row in before if row[0] == 200]
    assert [row[0] for row in after] == [row[0] for row in before]


def asked(app: TestClient) -> list[Any]:
    return [app.post("/v1/run", **request) for request in ASKED]


@pytest.mark.parametrize(
    ("served", "reason"),
    [
        ("n: Annotated[int, Header(alias='nn')]", "has `alias='nn'`; in Items.run it has no alias"),
        (
            "n: Annotated[int, Depends(int)]",
            "travels as dependency; in Items.run it travels as embedded body field",
        ),
    ],
)
def test_R6_what_cannot_be_as_a_decision_names_it_is_refused_with_its_place(
    project: Path, served: str, reason: str
) -> None:
    placed(project, "n: int", served)
    with pytest.raises(DeclarationError) as error:
        plan_migration(project / "shop")
    assert reason in error.value.message
    assert (error.value.file, error.value.line) == (project / "shop" / "mine.py", 9)


def test_an_alias_is_told_as_what_it_is(project: Path) -> None:
    placed(project, "n: int", "n: Annotated[int, Query(alias='nn')]")
    add(project, "pyproject.toml", "")
    shop = project / "shop" / "items.py"
    shop.write_text(shop.read_text().replace("POST", "GET"))
    (note,) = told(project)
    assert note.kind == "decision"
    assert "`n` has `alias='nn'`; in Items.run it has no alias" in note.message
