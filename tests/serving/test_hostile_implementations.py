"""Whatever an implementation raises or gives, and wherever: an envelope, and nothing leaks."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Protocol

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from serving.apps import client_of
from starlette.responses import PlainTextResponse

from routeshift import webmethod

UNEXPECTED = "Internal server error: An unexpected error occurred."


class Model(BaseModel):
    a: int = 1


class Untold(ValueError):
    def __str__(self) -> str:
        raise RuntimeError("secret")


class Unreadable(Exception):
    @property
    def status_code(self) -> int:
        raise RuntimeError("secret")


class Numbered(Exception):
    def __init__(self, status_code: Any) -> None:
        super().__init__("secret" if status_code != 404 else "told")
        self.status_code = status_code


class Foreign(Exception):
    pass


class Fails(Exception):
    pass


def invalid() -> Exception:
    try:
        Model.model_validate({"a": "x"})
    except ValidationError as error:
        return error
    raise AssertionError


# What is raised, and the status and detail that a client is told.
RAISED: dict[str, tuple[Callable[[], BaseException], int, Any]] = {
    "its own cancellation": (asyncio.CancelledError, 500, UNEXPECTED),
    "a group": (lambda: ExceptionGroup("secret", [ValueError("secret")]), 500, UNEXPECTED),
    "StopIteration": (lambda: StopIteration("secret"), 500, UNEXPECTED),
    "StopAsyncIteration": (lambda: StopAsyncIteration("secret"), 500, UNEXPECTED),
    "MemoryError": (MemoryError, 500, UNEXPECTED),
    "RecursionError": (RecursionError, 500, UNEXPECTED),
    "a text that fails": (Untold, 500, UNEXPECTED),
    "a text that is no Unicode": (lambda: ValueError("secret \udc80"), 500, UNEXPECTED),
    "a status that fails": (Unreadable, 500, UNEXPECTED),
    "status 200": (lambda: Numbered(200), 500, UNEXPECTED),
    "status 999": (lambda: Numbered(999), 500, UNEXPECTED),
    "status text": (lambda: Numbered("404"), 500, UNEXPECTED),
    "status 404": (lambda: Numbered(404), 404, "told"),
    "status of FastAPI": (lambda: HTTPException(418, "tea"), 418, "418: tea"),
    "invalid values": (
        invalid,
        400,
        {
            "errors": [
                {
                    "loc": ["a"],
                    "msg": "Input should be a valid integer, unable to parse string as an integer",
                    "type": "int_parsing",
                }
            ]
        },
    ),
    "an invalid request": (
        lambda: RequestValidationError([{"loc": ("a",), "msg": "m", "type": "t", "input": 1}]),
        400,
        {"errors": [{"loc": ["a"], "msg": "m", "type": "t"}]},
    ),
    "an invalid request without facts": (lambda: RequestValidationError([{}]), 500, UNEXPECTED),
    "a broken connection": (lambda: ConnectionResetError("c"), 502, "c"),
    "an error that the host answers in text": (Foreign, 499, "mine"),
    "an error whose answer fails": (Fails, 500, UNEXPECTED),
}
UNSENDABLE: dict[str, Any] = {
    "an object": object(),
    "bytes": b"\xff",
    "a circle": (lambda c: (c.append(c), c)[1])([]),
    "a model with a wrong value": Model.model_construct(a=object()),
    "a model without Unicode": Model.model_construct(a="\udc80"),
}


class Api(Protocol):
    @webmethod(route="/call/{what}", method="GET")
    async def call(self, what: str) -> Any: ...

    @webmethod(route="/sync/{what}", method="GET")
    def sync(self, what: str) -> Any: ...

    @webmethod(route="/stream/{what}", method="POST")
    async def stream(
        self, what: str, events: int, stream: bool = True
    ) -> Any | AsyncIterator[Any]: ...


class Impl:
    async def call(self, what: str) -> Any:
        return self.sync(what)

    def sync(self, what: str) -> Any:
        if what in RAISED:
            raise RAISED[what][0]()
        return UNSENDABLE[what]

    async def stream(self, what: str, events: int, stream: bool = True) -> Any | AsyncIterator[Any]:
        return self._events(what, events) if events else self.sync(what)

    async def _events(self, what: str, events: int) -> AsyncIterator[Any]:
        for number in range(events):
            yield Model(a=number)
        yield self.sync(what)


@pytest.fixture(scope="module")
def client() -> Any:
    made = client_of(Api, Impl())
    app: Any = made.app
    assert isinstance(app, FastAPI)
    app.add_exception_handler(Foreign, lambda *_: PlainTextResponse("mine", 499))

    async def fail(*_: Any) -> Any:
        raise KeyError("secret")

    app.add_exception_handler(Fails, fail)
    return made


@pytest.fixture
def unlogged() -> Iterator[None]:
    """Logs without what is no Unicode, for pytest's workers cannot report it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("path", ["call", "sync"])
@pytest.mark.parametrize("what", [name for name in RAISED if name != "an error whose answer fails"])
def test_s6_whatever_is_raised_has_its_answer(client: Any, path: str, what: str) -> None:
    answer = client.get(f"/{path}/{what}")
    _, status, detail = RAISED[what]
    assert answer.status_code == status
    assert answer.text == "mine" if status == 499 else answer.json() == {"detail": detail}


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("events", [0, 1, 2])
@pytest.mark.parametrize("what", RAISED)
def test_s3_whatever_is_raised_ends_a_stream_with_one_event(
    client: Any, what: str, events: int
) -> None:
    answer = client.post(f"/stream/{what}", json={"events": events})
    _, status, detail = RAISED[what]
    assert answer.status_code == 200
    sent = [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n\n")[:-1]]
    wanted = "418: tea" if status == 418 else f"{status}: {detail}"
    assert sent[:-1] == [{"a": number} for number in range(events)]
    assert sent[-1] == {"error": {"message": wanted}}


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("what", UNSENDABLE)
def test_what_cannot_be_sent_is_the_servers_fault_and_leaks_nothing(client: Any, what: str) -> None:
    assert client.get(f"/call/{what}").json() == {"detail": UNEXPECTED}
    streamed = client.post(f"/stream/{what}", json={"events": 1}).text.split("\n\n")
    assert streamed[1:] == [f'data: {{"error": {{"message": "500: {UNEXPECTED}"}}}}', ""]


def test_what_a_client_is_not_told_is_logged(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        client.get("/call/a status that fails")
        client.post("/stream/an error whose answer fails", json={"events": 1})
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [
        Unreadable,
        KeyError,
    ]
