"""Rule S2: the status of what comes back, where a route says one and where it does not."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI, Response
from fastapi.testclient import TestClient

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
