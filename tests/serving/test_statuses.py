"""The status and the headers of what comes back, where a route or a dependency says so (S2)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any, Protocol

import pytest
from fastapi import APIRouter, Depends, FastAPI, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from serving.apps import client_of

from routeshift import webmethod
from routeshift.serving.contract import ContractRoute


def answered(method: str, result: Any, **options: Any) -> tuple[int, bytes]:
    """The answer of a hand-written route that returns this."""
    router = APIRouter(route_class=ContractRoute)

    @router.api_route("/z", methods=[method], **options)
    async def z() -> Any:
        return result

    app = FastAPI()
    app.include_router(router, prefix="/v1")
    answer = TestClient(app).request(method, "/v1/z")
    return answer.status_code, answer.content


@pytest.mark.parametrize(
    ("method", "status", "result", "content"),
    [
        ("POST", 201, {"a": 1}, b'{"a":1}'),
        ("POST", HTTPStatus.ACCEPTED, None, b"null"),
        ("DELETE", 200, None, b"null"),
        ("DELETE", 202, {"a": 1}, b'{"a":1}'),
        ("POST", 204, None, b""),
        ("DELETE", 205, None, b""),
    ],
)
@pytest.mark.parametrize("options", [{}, {"response_model": None}], ids=["model", "none"])
def test_s2_the_status_of_a_route_is_that_of_its_answer(
    method: str, status: int, result: Any, content: bytes, options: Any
) -> None:
    if status in (204, 205):
        options = {"response_model": None}
    assert answered(method, result, status_code=status, **options) == (status, content)


def test_s2_T5_without_one_a_delete_of_none_is_204_and_all_else_200() -> None:
    assert answered("DELETE", None) == (204, b"")
    assert answered("DELETE", {}) == (200, b"{}")
    assert answered("POST", None) == (200, b"null")


def test_s1_what_is_returned_where_the_status_has_no_body_goes_out_as_200() -> None:
    assert answered("DELETE", {"a": 1}, status_code=204, response_model=None) == (200, b'{"a":1}')


def test_s4_a_response_keeps_the_status_of_its_own() -> None:
    assert answered("POST", Response("x", 202), status_code=201) == (202, b"x")
    assert answered("POST", Response("x"), status_code=201) == (200, b"x")


def noting(response: Response) -> None:
    response.headers["x-rate"] = "3"
    response.set_cookie("seen", "yes")


def with_own(response: Response, fails: bool = False) -> dict[str, int]:
    response.status_code = 202
    response.headers["x-own"] = "1"
    if fails:
        raise ValueError("no")
    return {"a": 1}


def gone(response: Annotated[Response, "what goes out"]) -> None:
    response.status_code = 204


@pytest.mark.parametrize("handler", [lambda: {"a": 1}, with_own, gone], ids=["none", "own", "gone"])
def test_what_dependencies_and_handlers_set_of_the_response_goes_out_as_fastapi_sends_it(
    handler: Any,
) -> None:
    answers = []
    for kind in (APIRoute, ContractRoute):
        router = APIRouter(route_class=kind)
        router.post("/z", status_code=201, dependencies=[Depends(noting)])(handler)
        app = FastAPI()
        app.include_router(router)
        answers.append(TestClient(app).post("/z"))
    plain, ours = answers
    assert (ours.status_code, ours.content) == (plain.status_code, plain.content)
    # FastAPI gives what has no body a type, too.
    assert {*plain.headers.items()} - {*ours.headers.items()} <= {
        ("content-type", "application/json")
    }
    assert "x-rate" in ours.headers


def test_s4_a_response_of_its_own_goes_out_as_it_is() -> None:
    router = APIRouter(route_class=ContractRoute, dependencies=[Depends(noting)])
    router.get("/z")(lambda: JSONResponse({}))
    app = FastAPI()
    app.include_router(router)
    assert "x-rate" not in TestClient(app).get("/z").headers


def test_r6_a_dependency_of_an_implementation_sets_a_cookie_as_it_did() -> None:
    class Api(Protocol):
        @webmethod(route="/z", method="GET")
        async def z(self) -> list[str]: ...

    class Impl:
        async def z(self, noted: Annotated[None, Depends(noting)] = None) -> list[str]:
            return ["a"]

    answer = client_of(Api, Impl()).get("/z")
    assert answer.json() == ["a"]
    assert answer.cookies["seen"] == "yes"
