"""Rule S8 and trap T4: context around each operation, streams included, and nothing left."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, Protocol

import pytest
from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient

from routeshift import mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.wire.operation import Operation

USER: ContextVar[str | None] = ContextVar("user", default=None)


class Api_(Protocol):
    @webmethod(route="/who", method="POST")
    async def who(self, stream: bool = False) -> str | AsyncIterator[str]: ...


class Impl:
    async def who(self, stream: bool = False) -> Any:
        return self._stream() if stream else USER.get()

    async def _stream(self) -> AsyncIterator[str | None]:
        for _ in range(3):
            yield USER.get()


def create_router(impl: Impl) -> APIRouter:
    router = APIRouter()

    @router.post("/routed")
    async def routed(request: Request) -> Any:
        stream = request.query_params.get("stream")
        lines = impl._stream()
        return StreamingResponse(line or "" async for line in lines) if stream else USER.get()

    @router.post("/plain")
    def plain() -> Any:
        return USER.get()

    return router


def client_with(*hooks: Any) -> TestClient:
    app = FastAPI()

    @app.get("/outside")
    async def outside() -> str | None:
        return USER.get()

    apis = [api_of(Api_, "it"), Api("routed", "Routed", factory=Factory(create_router, None))]
    mount(app, apis, {"it": Impl(), "routed": Impl()}, context=hooks)
    return TestClient(app, raise_server_exceptions=False)


@asynccontextmanager
async def user(request: Request, operation: Operation) -> AsyncIterator[None]:
    token = USER.set(f"{request.headers.get('x-user')} for {operation.name}")
    try:
        yield
    finally:
        USER.reset(token)


def test_s8_T4_both_kinds_see_the_context_of_their_request() -> None:
    client = client_with(user)
    headers = {"x-user": "ada"}
    assert client.post("/who", headers=headers).json() == "ada for who"
    assert client.post("/routed", headers=headers).json() == "ada for routed"
    assert client.post("/plain", headers=headers).json() == "ada for plain"


def test_s8_T4_the_context_holds_while_streaming_for_both_kinds() -> None:
    client = client_with(user)
    headers = {"x-user": "ada"}
    answer = client.post("/who", json={"stream": True}, headers=headers)
    assert answer.text == 'data: "ada for who"\n\n' * 3
    answer = client.post("/routed?stream=1", headers=headers)
    assert answer.text == "ada for routed" * 3


def test_s8_nothing_leaks_into_the_next_request() -> None:
    client = client_with(user)
    client.post("/who", headers={"x-user": "ada"}, json={"stream": True})
    assert client.get("/outside").json() is None
    assert client.post("/who", headers={"x-user": "bob"}).json() == "bob for who"


def test_hooks_are_entered_in_order_and_left_after_the_last_byte() -> None:
    seen: list[str] = []

    def hook(name: str) -> Any:
        @asynccontextmanager
        async def around(request: Request, operation: Operation) -> AsyncIterator[None]:
            seen.append(f"+{name}")
            try:
                yield
            finally:
                seen.append(f"-{name}")

        return around

    client_with(hook("a"), hook("b")).post("/who", json={"stream": True})
    assert seen == ["+a", "+b", "-b", "-a"]


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (PermissionError("who are you?"), 403, "Permission denied: who are you?"),
        (HTTPException(401, "log in"), 401, "log in"),
        (RuntimeError("secret"), 500, "Internal server error: An unexpected error occurred."),
    ],
)
@pytest.mark.parametrize("path", ["/who", "/routed"])
def test_an_error_of_a_hook_is_told_like_one_of_the_operation(
    error: Exception, status: int, detail: str, path: str
) -> None:
    @asynccontextmanager
    async def failing(request: Request, operation: Operation) -> AsyncIterator[None]:
        raise error
        yield

    answer = client_with(failing).post(path)
    assert (answer.status_code, answer.json()) == (status, {"detail": detail})


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LookupError("mine"), 499),
        (HTTPException(401, "mine"), 498),
        (HTTPException(402, "mine"), 497),
        (RequestValidationError([]), 400),
    ],
)
@pytest.mark.parametrize("path", ["/who", "/routed"])
def test_an_error_of_a_hook_reaches_the_hosts_own_handlers(
    error: Exception, status: int, path: str
) -> None:
    @asynccontextmanager
    async def failing(request: Request, operation: Operation) -> AsyncIterator[None]:
        raise error
        yield

    client: Any = client_with(failing)
    for told, number in ((LookupError, 499), (402, 497), (HTTPException, 498)):
        client.app.add_exception_handler(
            told, lambda *_, number=number: PlainTextResponse("mine", number)
        )
    assert client.post(path).status_code == status


def test_the_context_is_left_when_the_operation_fails() -> None:
    left = []

    @asynccontextmanager
    async def hook(request: Request, operation: Operation) -> AsyncIterator[None]:
        with contextlib.ExitStack() as stack:
            stack.callback(left.append, operation.name)
            yield

    client = client_with(hook)
    assert client.post("/who", json={"stream": "nonsense"}).status_code == 400
    assert left == ["who"]
