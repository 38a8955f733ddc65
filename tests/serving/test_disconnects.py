"""Clients that leave in the middle of a stream leave nothing behind (rule S3, counted).

In the long run for 30 seconds.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, Protocol

import pytest
import uvicorn
from effort import EFFORT
from fastapi import APIRouter, FastAPI

from routeshift import mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.serving.contract import ContractRoute, EventStream

CLIENTS = 100
SECONDS = 30 if EFFORT > 1 else 1.5
USER: ContextVar[str] = ContextVar("user", default="nobody")


class Streams(Protocol):
    @webmethod(route="/legacy", method="POST")
    async def forever(self, stream: bool = True) -> str | AsyncIterator[str]: ...


class Impl:
    """Counts its generators, and the contexts that a stream sees change under it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    async def forever(self, stream: bool = True) -> AsyncIterator[str]:
        return self._events()

    async def _events(self) -> AsyncIterator[str]:
        self.counts["open"] += 1
        self.counts["all"] += 1
        mine = USER.get()
        try:
            while True:
                self.counts["mixed up"] += USER.get() != mine
                yield mine
                await asyncio.sleep(0.005)
        finally:
            self.counts["open"] -= 1


def create_router(impl: Impl) -> APIRouter:
    router = APIRouter(route_class=ContractRoute)

    @router.post("/router")
    async def forever() -> Any:
        return EventStream(impl.forever())

    return router


@pytest.mark.generated
def test_streams_with_disconnects_leave_no_task_generator_or_context() -> None:
    asyncio.run(_story())


async def _story() -> None:
    impl = Impl()
    entered: Counter[str] = Counter()

    @asynccontextmanager
    async def user(request: Any, operation: Any) -> AsyncIterator[None]:
        token = USER.set(request.headers["x-user"])
        entered["now"] += 1
        try:
            yield
        finally:
            entered["now"] -= 1
            USER.reset(token)

    app = FastAPI()
    apis = [api_of(Streams, "legacy"), Api("router", "R", factory=Factory(create_router, None))]
    mount(app, apis, {"legacy": impl, "router": impl}, context=[user])
    async with _serving(app) as port:
        tasks = len(asyncio.all_tasks())
        deadline = asyncio.get_running_loop().time() + SECONDS
        await asyncio.gather(*(_client(port, n, deadline) for n in range(CLIENTS)))
        for _ in range(200):
            if not impl.counts["open"] and len(asyncio.all_tasks()) <= tasks:
                break
            await asyncio.sleep(0.02)
        assert len(asyncio.all_tasks()) <= tasks
    assert impl.counts["all"] >= CLIENTS
    assert (impl.counts["open"], impl.counts["mixed up"], entered["now"]) == (0, 0, 0)
    assert USER.get() == "nobody"


class Stubborn:
    """Streams that hold on to what they do when their client has left."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def forever(self, stream: bool = True) -> AsyncIterator[str]:
        return self._events()

    async def _events(self) -> AsyncIterator[str]:
        try:
            for _ in range(50):
                yield "event"
                try:
                    await asyncio.sleep(5)
                except asyncio.CancelledError:
                    self.seen.append("swallowed")
        finally:
            await asyncio.sleep(0.01)
            self.seen.append("closed")


def test_a_stream_that_swallows_its_cancellation_ends_and_is_waited_for() -> None:
    async def leave() -> list[str]:
        impl, app = Stubborn(), FastAPI()
        mount(app, [api_of(Streams)], {"streams": impl})
        async with _serving(app) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /legacy HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n")
            await reader.readuntil(b"event")
            writer.transport.abort()
            for _ in range(100):
                if "closed" in impl.seen:
                    break
                await asyncio.sleep(0.02)
        return impl.seen

    assert asyncio.run(leave()) == ["swallowed", "closed"]


@asynccontextmanager
async def _serving(app: FastAPI) -> AsyncIterator[int]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


async def _client(port: int, number: int, deadline: float) -> None:
    path = "/legacy" if number % 2 else "/router"
    body = json.dumps({"stream": True}) if number % 2 else ""
    request = (
        f"POST {path} HTTP/1.1\r\nhost: x\r\nx-user: user-{number}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n{body}"
    )
    while asyncio.get_running_loop().time() < deadline:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request.encode())
        for _ in range(random.randint(1, 12)):
            line = await reader.readline()
            assert b"user-" not in line or f'"user-{number}"'.encode() in line
        writer.transport.abort()
