"""One cause is one finding, told by what differs in its smallest request."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from routeshift.reports import terminal
from routeshift.verify import Settings, Verification, verify
from routeshift.verify.cases.case import Case
from routeshift.verify.findings.grouping import Discrepancy
from routeshift.verify.reporting import report_of_verification

QUICK = Settings(cases=30, generate=False)


def answering(answer: Any, status: int = 200) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/x")
    async def x(n: int = 0) -> Any:
        return JSONResponse(answer, status)

    return app


def findings(old: Any, new: Any, status: int = 200) -> Verification:
    return verify(answering(old, status), answering(new, status), QUICK)


def one(old: Any, new: Any, status: int = 200) -> Discrepancy:
    (finding,) = findings(old, new, status).findings
    return finding


def test_another_model_is_one_finding_that_says_so() -> None:
    finding = one({"id": "a", "total": 1, "s": 0}, {"id": "b", "note": "n", "s": 0})
    assert finding.cause.pointer == "/body"
    assert finding.shown.old == {"id": "a", "total": 1}
    assert finding.shown.new == {"id": "b", "note": "n"}
    assert "another model" in (finding.hint or "")


def test_the_deepest_place_that_they_share_is_named() -> None:
    def page(*rows: dict[str, Any]) -> dict[str, Any]:
        return {"data": rows, "more": False}

    finding = one(page({"id": 1, "a": 1}, {"id": 2}), page({"id": 3}, {"id": 4}))
    assert finding.cause.pointer == "/body/data/*"
    assert finding.shown.new == {"id": 3}


def test_one_field_alone_keeps_its_pointer() -> None:
    finding = one({"id": 1, "url": None}, {"id": 1, "url": "/v1/x"})
    assert finding.cause.pointer == "/body/url"
    assert (finding.shown.old, finding.shown.new) == (None, "/v1/x")


def test_an_error_told_another_way_is_one_finding() -> None:
    old = {"error": {"errors": [{"loc": ["a"], "msg": "m", "type": "t"}]}}
    new = {"error": {"errors": [{"loc": ["b"], "msg": "n", "type": "u"}]}}
    assert one(old, new, 400).cause.pointer == "/body/error/errors/*"


@pytest.mark.parametrize("first", ["field", "model"])
def test_a_part_of_another_model_is_no_finding_of_its_own(first: str) -> None:
    def app(*, changed: bool) -> FastAPI:
        made = FastAPI()

        @made.get("/v1/x")
        async def x(kind: str = "") -> Any:
            value: dict[str, Any] = {"id": 1}
            if changed and kind == "field":
                return {**value, "note": 1}
            return {"id": 2, "note": 1} if changed and kind == "model" else value

        return made

    kinds = ("field", "model") if first == "field" else ("model", "field")
    cases = tuple(Case("GET /v1/x", "GET", f"/v1/x?kind={kind}") for kind in kinds)
    (finding,) = verify(app(changed=False), app(changed=True), Settings(corpus=cases)).findings
    assert (finding.cause.pointer, finding.count) == ("/body", 2)


def test_shrinking_does_not_drift_to_another_error() -> None:
    """A body without its content type is refused for that, on one side."""

    def app(*, strict: bool) -> FastAPI:
        made = FastAPI()

        @made.post("/v1/x")
        async def x(request: Request) -> Any:
            body, typed = await request.body(), "content-type" in request.headers
            if body == b"null":
                return JSONResponse({"msg": "wrong type" if strict else "missing"}, 400)
            return JSONResponse({"msg": "no type" if strict and not typed else "bad"}, 400)

        return made

    case = Case("POST /v1/x", "POST", "/v1/x", (("content-type", "application/json"),), b"null")
    settings = Settings(corpus=(case,))
    (finding,) = verify(app(strict=False), app(strict=True), settings).findings
    assert finding.case.body == b"null"


def test_the_message_of_the_assertion_shows_what_differs() -> None:
    result = findings({"id": "a", "total": 1}, {"id": "b"})
    assert 'old: {"id": "a", "total": 1}' in terminal.render(report_of_verification(result))
