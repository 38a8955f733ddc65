"""What a response is: the rows, and the contract's text that answers by them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from pydantic import create_model
from starlette.testclient import TestClient

from routeshift.serving.contract import EventStream, PageRoute
from routeshift.wire.binding import Parameter, bind
from routeshift.wire.responses import (
    EVENT_STREAM,
    PAGE_FIELDS,
    Declared,
    StreamFlag,
    documented,
    stream_flag,
)


@pytest.mark.parametrize(
    ("declared", "options"),
    [
        (Declared("GET"), {}),
        (Declared("GET", nothing=True), {}),
        (Declared("DELETE"), {}),
        (Declared("DELETE", nothing=True), {"status_code": 204}),
        (Declared("GET", description="It."), {"response_description": "It."}),
        (
            Declared("POST", item="Event"),
            {
                "responses": {
                    200: {
                        "content": {
                            "text/event-stream": {"schema": {"$ref": "#/components/schemas/Event"}}
                        }
                    }
                }
            },
        ),
    ],
)
def test_s2_d2_d4_what_is_declared_is_documented(
    declared: Declared, options: dict[str, object]
) -> None:
    assert documented(declared) == options


@pytest.mark.parametrize(
    ("parameters", "flag"),
    [
        ([Parameter("stream")], StreamFlag("stream")),
        ([Parameter("body", marker="Body")], StreamFlag("body", field=True)),
        ([Parameter("body", marker="Body"), Parameter("stream")], StreamFlag("stream")),
        ([Parameter("body")], None),
        ([], None),
    ],
)
def test_s3_a_request_says_whether_it_wants_a_stream(
    parameters: list[Parameter], flag: StreamFlag | None
) -> None:
    binding = bind("m", "POST", "/things", parameters)
    assert stream_flag(binding, lambda name: {"stream"} if name == "body" else ()) == flag


async def _none() -> AsyncIterator[int]:
    for item in ():
        yield item


def test_the_contract_answers_by_the_same_facts() -> None:
    app = FastAPI()
    page = create_model("Page", **dict.fromkeys(PAGE_FIELDS, (str | None, None)))  # type: ignore[call-overload]
    app.router.routes = [
        PageRoute("/pages", lambda: page(), methods=["GET"]),
        PageRoute("/pages", lambda: None, methods=["DELETE"]),
    ]
    client = TestClient(app)
    assert client.get("/pages").json()["url"] == "/pages"
    assert client.delete("/pages").status_code == 204
    assert EventStream(_none()).media_type == EVENT_STREAM
