"""One case sent to an ASGI application, without a server between."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from routeshift.stubs import Probe, probing
from routeshift.verify.cases import Case, Exchange

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

# How long a request may take to end when its client has gone or its time is over.
_GRACE = 0.5
# How long a startup may take, which may load much.
_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of one response is waited for.

    Attributes:
        seconds: Until it is complete.
        pieces: Pieces of the body, events mostly.
        size: Bytes of the body.
    """

    seconds: float = 10.0
    pieces: int = 1000
    size: int = 8_000_000


async def ask(app: Application, case: Case, bounds: Bounds, state: Mapping[str, Any]) -> Exchange:
    """Send one case and wait for the response.

    Args:
        app: The ASGI application.
        case: The request.
        bounds: When to give up.
        state: What the application's lifespan left for its requests.

    Returns:
        The exchange. An error that the application lets out is what a server makes of it: a
        plain 500, or a response that ends early.
    """
    with probing(case.wish) as probe:
        # One of its own, which can be looked at afterwards for what leaks (rule S8).
        context = contextvars.copy_context()
    call = _Call(case, bounds)
    coroutine = call.run(app, {**_scope(case), "state": dict(state)})
    await call.wait(asyncio.get_running_loop().create_task(coroutine, context=context))
    return call.exchange(probe, context.run(probe.context))


class _Call:
    """One request on its way through an application."""

    def __init__(self, case: Case, bounds: Bounds) -> None:
        self._case = case
        self._bounds = bounds
        self._loop = asyncio.get_running_loop()
        self._over = self._loop.create_future()
        self._gone = self._loop.create_future()
        self._task: asyncio.Task[None] | None = None
        self._asked = False
        self._complete = False
        self._start: Message = {}
        self._pieces: list[bytes] = []
        self._size = 0
        self._failure: str | None = None

    async def wait(self, task: asyncio.Task[None]) -> None:
        """Wait until the request is over, and no longer than the bounds say."""
        self._task = task
        task.add_done_callback(lambda _: self._end())
        timer = self._loop.call_later(self._bounds.seconds, self._hang)
        await self._over
        timer.cancel()

    async def run(self, app: Application, scope: Message) -> None:
        """Call the application, as a server does."""
        try:
            await app(scope, self._receive, self._send)
        # Ours: it was cancelled because its client has left.
        except asyncio.CancelledError:
            return
        except Exception as error:
            self._raised(error)
        if not self._complete and not self._gone.done():
            self._fail("closed early: the response was not completed")

    def exchange(self, probe: Probe, leaked: Mapping[str, Any]) -> Exchange:
        """What has come until now."""
        headers = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in self._raw())
        # A server sends none, whatever the application made of it.
        body = b"" if self._case.method == "HEAD" else b"".join(self._pieces)
        received = tuple(probe.received)
        return Exchange(self._start.get("status"), headers, body, received, leaked, self._failure)

    def _raw(self) -> list[tuple[bytes, bytes]]:
        return list(self._start.get("headers", ()))

    def _raised(self, error: Exception) -> None:
        # What has begun cannot be taken back: a server closes the connection then.
        if self._start:
            return
        self._start = {"status": 500, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
        self._pieces = [b"Internal Server Error"]
        self._complete = True

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": self._case.body or b"", "more_body": False}
        # Several tasks may wait for the client to leave; one that is cancelled ends it for itself.
        await asyncio.shield(self._gone)
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        # Who sends to a client that has left gets no error, but others get their turn.
        if self._gone.done():
            await asyncio.sleep(0)
        elif message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._keep(message.get("body", b""), last=not message.get("more_body", False))

    def _keep(self, piece: bytes, *, last: bool) -> None:
        self._size += len(piece)
        if self._size > self._bounds.size:
            self._fail(f"too large: more than {self._bounds.size} bytes")
            self._leave_and_cancel()
            return
        self._pieces.append(piece)
        if last:
            self._complete = True
            self._leave()
        elif self._case.leave_after is not None and len(self._pieces) >= self._case.leave_after:
            self._leave_and_cancel()
        elif len(self._pieces) > self._bounds.pieces:
            self._fail(f"endless: more than {len(self._pieces) - 1} pieces")
            self._leave_and_cancel()

    def _leave(self) -> None:
        if not self._gone.done():
            self._gone.set_result(None)

    def _leave_and_cancel(self) -> None:
        assert self._task is not None
        self._leave()
        # First it may notice by itself, as under a server: cleaning up is part of what is compared.
        self._loop.call_later(_GRACE, self._task.cancel)
        self._loop.call_later(2 * _GRACE, self._end)

    def _hang(self) -> None:
        assert self._task is not None
        if not self._complete:
            self._fail(f"hang: no complete response in {self._bounds.seconds:g} s")
        self._leave()
        self._task.cancel()
        self._loop.call_later(_GRACE, self._end)

    def _fail(self, failure: str) -> None:
        self._failure = self._failure or failure

    def _end(self) -> None:
        if not self._over.done():
            self._over.set_result(None)


def _scope(case: Case) -> Message:
    raw_path, _, query = case.target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": case.method,
        "scheme": "http",
        "path": unquote(raw_path),
        "raw_path": raw_path.encode("latin-1", "replace"),
        "query_string": query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": _raw_headers(case),
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
    }


def _raw_headers(case: Case) -> list[tuple[bytes, bytes]]:
    headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in case.headers]
    names = {name for name, _ in headers}
    if b"host" not in names:
        headers.insert(0, (b"host", b"127.0.0.1"))
    if case.body is not None and b"content-length" not in names:
        headers.append((b"content-length", str(len(case.body)).encode()))
    return headers


class Lifespan:
    """Starts an application, and stops it again.

    Attributes:
        state: What its startup left for its requests.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self.state: dict[str, Any] = {}
        self._incoming: asyncio.Queue[Message] = asyncio.Queue()
        self._outgoing: asyncio.Queue[Message] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> str | None:
        """Run the startup.

        Returns:
            Why it failed, or None. An application that knows no lifespan is started: it may
            raise, or end without a word.
        """
        self._task = asyncio.create_task(self._run())
        event = await self._lifespan("lifespan.startup")
        return event.get("message", "") if event["type"] == "lifespan.startup.failed" else None

    async def stop(self) -> None:
        """Run the shutdown, whatever it does."""
        if self._task is None:
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._lifespan("lifespan.shutdown"), 10 * _GRACE)
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _lifespan(self, message: str) -> Message:
        assert self._task is not None
        if self._task.done():
            return {"type": "none"}
        await self._incoming.put({"type": message})
        answer = asyncio.ensure_future(self._outgoing.get())
        await asyncio.wait(
            {answer, self._task}, timeout=_START_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if answer.done():
            return answer.result()
        # It may have answered and ended in the same turn of the loop.
        answer.cancel()
        if not self._outgoing.empty():
            return self._outgoing.get_nowait()
        late = f"it is not ready after {_START_SECONDS:g} s"
        return {"type": "none" if self._task.done() else f"{message}.failed", "message": late}

    async def _run(self) -> None:
        scope = {
            "type": "lifespan",
            "asgi": {"version": "3.0", "spec_version": "2.0"},
            "state": self.state,
        }
        try:
            await self._app(scope, self._incoming.get, self._outgoing.put)
        except Exception as error:
            event = {"type": "lifespan.unsupported", "message": str(error)}
            await self._outgoing.put(event)
