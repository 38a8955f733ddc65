"""What a finding says of its cause never contradicts what was seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, Field

from routeshift.verify import Settings, verify
from routeshift.verify.cases.case import Case

Add = Callable[[FastAPI], Any]


class Order(BaseModel):
    sku: str


class Short(BaseModel):
    sku: Annotated[str, Field(max_length=2)]


def answers(value: Any, status: int = 200) -> Add:
    return lambda app: app.get("/x")(lambda: JSONResponse(value, status))


def filters(app: FastAPI) -> None:
    @app.get("/x")
    def x(n: int = 0) -> list[int]:
        return [1, 2, 3][:n]


def demands(app: FastAPI) -> None:
    app.get("/x")(lambda n: {})


def crashes(app: FastAPI) -> None:
    @app.get("/x")
    def x(n: int = 0) -> Any:
        raise KeyError("n")


def plain(status: int) -> Add:
    return lambda app: app.get("/x")(lambda: PlainTextResponse("no", status))


def takes(model: type[BaseModel], *, embed: bool = False) -> Add:
    def add(app: FastAPI) -> None:
        async def x(order: Any) -> Any:
            return {}

        x.__annotations__["order"] = Annotated[model, Body(embed=embed)]
        app.post("/x")(x)

    return add


GET = Case("GET /x", "GET", "/x?n=1")
POST = Case("POST /x", "POST", "/x", (("content-type", "application/json"),), b'{"sku": "abc"}')
ERRORS = {"errors": [{"loc": ["query", "n"], "type": "missing"}]}
ROWS: tuple[tuple[str, Case, Add, Add, str | None], ...] = (
    ("a list has fewer items", GET, answers([1, 2, 3]), filters, None),
    ("a field is gone", GET, answers({"a": 1, "b": 2}), answers({"a": 1}), "T16"),
    ("an error of the app crashes", GET, answers({}, 400), crashes, None),
    ("a success of the app crashes", GET, answers({}), crashes, None),
    ("what was not found", GET, answers({}), answers({}, 404), None),
    ("a conflict that is gone", GET, answers({}, 409), answers({}), None),
    ("an operation has become public", GET, answers({}, 401), answers({}), "T20"),
    ("a refused client meets a crash", GET, answers({}, 401), crashes, None),
    ("a body is embedded", POST, takes(Order), takes(Order, embed=True), "P3"),
    ("a body is constrained", POST, takes(Order), takes(Short), "T17"),
    ("a body is taken that was refused", POST, takes(Short), takes(Order), "P1"),
    ("a parameter is demanded", Case("GET /x", "GET", "/x"), answers({}), demands, "T23"),
    ("an error has another media type", GET, plain(500), answers({}, 500), "T3"),
    ("an invalid request has", GET, answers(ERRORS, 400), answers({"e": ERRORS}, 400), "S7"),
    ("a success has another media type", GET, plain(200), answers({}), "S4"),
    ("a link of its own", GET, answers({"url": "/a"}), answers({"url": "/b"}), None),
    ("the url of a page", GET, answers({"url": "/x"}), answers({"url": None}), "T6"),
)


@pytest.mark.parametrize(
    ("case", "old", "new", "rule"), [pytest.param(*r[1:], id=r[0]) for r in ROWS]
)
def test_a_cause_is_named_only_where_the_evidence_has_it(
    case: Case, old: Add, new: Add, rule: str | None
) -> None:
    sides = (FastAPI(), FastAPI())
    for app, add in zip(sides, (old, new), strict=True):
        add(app)
    (finding,) = verify(*sides, Settings(corpus=(case,))).findings
    assert (finding.hint or "").split(":")[0].split(",")[0].split("-")[0] == (rule or "")


def test_a_server_that_lets_nobody_in_is_told_to_be_sent_credentials() -> None:
    sides = (FastAPI(), FastAPI())
    for app in sides:
        answers({}, 401)(app)
    (gaps,) = verify(*sides, Settings(cases=5, generate=False)).coverage.gaps().values()
    assert any("--header" in gap for gap in gaps)
