"""One connection to a server, and a response as it arrives on it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any
from urllib.parse import SplitResult

import h11

from routeshift.redaction import basic, userinfo
from routeshift.verify.cases import Case, Exchange
from routeshift.verify.sides.asgi import Bounds

_READ = 65536
_CLOSE_SECONDS = 0.5


class Connection:
    """One connection, for one request after another."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, url: SplitResult
    ) -> None:
        self._reader, self._writer = reader, writer
        self._state = h11.Connection(h11.CLIENT)
        # A name and a password are the user's, and no part of the server's address.
        self._netloc, self._prefix = url.netloc.rpartition("@")[2], url.path
        self._origin = f"{url.scheme}://{self._netloc}"
        pair = userinfo(url.geturl())
        self._credentials = (("authorization", basic(*pair)),) if pair is not None else ()
        self._left = False
        self.began = False

    async def send(self, case: Case) -> None:
        """Send a request."""
        self.began = False
        case = case.with_headers(self._credentials)
        headers = [("host", self._netloc), *case.wire_headers()]
        if case.body is not None and case.header("content-length") is None:
            headers.append(("content-length", str(len(case.body))))
        request = h11.Request(
            method=case.method, target=self._prefix + case.target, headers=headers
        )
        data = self._state.send(request) or b""
        if case.body:
            data += self._state.send(h11.Data(data=case.body)) or b""
        data += self._state.send(h11.EndOfMessage()) or b""
        self._writer.write(data)
        await self._writer.drain()

    async def receive(self, case: Case, bounds: Bounds) -> Exchange:
        """Receive the response, as far as the case and the bounds want it."""
        response = _Response(self._origin, bounds, case.leave_after)
        while response.wants(await self._next()):
            continue
        self._left = response.left
        if self._state.their_state is h11.DONE and self._state.trailing_data[0]:
            raise h11.RemoteProtocolError("there are bytes behind the response")
        return response.exchange()

    async def _next(self) -> Any:
        while True:
            event = self._state.next_event()
            if event is not h11.NEED_DATA:
                self.began = True
                return event
            self._state.receive_data(await self._reader.read(_READ))

    def reusable(self) -> bool:
        """Whether another request may follow; prepares for it."""
        if self._left:
            return False
        with contextlib.suppress(h11.LocalProtocolError):
            self._state.start_next_cycle()
            return True
        return False

    async def close(self) -> None:
        """Close it."""
        self._writer.close()
        # What went wrong with it has been told.
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._writer.wait_closed()


class _Response:
    """A response as it arrives."""

    def __init__(self, origin: str, bounds: Bounds, leave_after: int | None) -> None:
        self._origin, self._bounds, self._leave_after = origin, bounds, leave_after
        self._status: int | None = None
        self._headers: tuple[tuple[str, str], ...] = ()
        self._pieces: list[bytes] = []
        self._size = self._chunks = 0
        self._failure: str | None = None
        self.left = False

    def wants(self, event: Any) -> bool:
        """Take an event; whether more are wanted."""
        if isinstance(event, h11.Response):
            self._status = event.status_code
            self._headers = tuple(self._header(*header) for header in event.headers)
        elif isinstance(event, h11.Data):
            return self._keep(event)
        return not isinstance(event, h11.EndOfMessage | h11.ConnectionClosed)

    def _keep(self, event: h11.Data) -> bool:
        self._pieces.append(bytes(event.data))
        self._size += len(event.data)
        self._chunks += event.chunk_end
        if self._size > self._bounds.size:
            self._failure = f"too large: more than {self._bounds.size} bytes"
        elif len(self._pieces) > self._bounds.pieces:
            self._failure = f"endless: more than {len(self._pieces) - 1} pieces"
        self.left = self._leave_after is not None and self._chunks >= self._leave_after
        return not (self._failure or self.left)

    def exchange(self) -> Exchange:
        """What has arrived."""
        body = b"".join(self._pieces)
        return Exchange(self._status, self._headers, body, failure=self._failure)

    def _header(self, name: bytes, value: bytes) -> tuple[str, str]:
        # The server's own address is not the application's doing.
        text = value.decode("latin-1").replace(self._origin, "http://127.0.0.1")
        return name.decode("latin-1"), text
