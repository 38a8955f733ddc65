"""The side that is a running server."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import h11

from routeshift.errors import DocumentError, TargetError
from routeshift.redaction import Redaction, basic, userinfo
from routeshift.verify.cases import Case, Exchange
from routeshift.verify.sides.asgi import Bounds
from routeshift.verify.sides.side import Side, checked_document, fetch_document, in_turn

_READ = 65536
_CLOSE_SECONDS = 0.5


class HttpSide:
    """A server that is already running; what its implementation receives is not seen.

    Args:
        url: Its address, with a path when everything is below one. A name and a password in it are
            sent as Basic credentials with every case that has none of its own.
        bounds: How much of a response is waited for.
        remote: Whether it may be on another machine.
        document: A file with its document; None asks the server.
        redaction: Hides the secrets of the address.

    Raises:
        TargetError: If the address is none, or on another machine and `remote` is not set.
    """

    records = False
    start: str | None = None

    def __init__(
        self,
        url: str,
        bounds: Bounds,
        *,
        remote: bool,
        document: Path | None,
        redaction: Redaction,
    ) -> None:
        redaction.learn_url(url)
        self.name = redaction.text(url)
        self.base = self.name.rstrip("/")
        self.document: Mapping[str, Any] = {}
        self.sources: Mapping[str, str] = {}
        self._url = _address(url.rstrip("/"), self.name)
        self._bounds = bounds
        self._file = document
        self._connection: _Connection | None = None
        if not remote:
            _refuse_remote(self.name, self._url)

    async def open(self) -> HttpSide:
        """Read the document.

        Raises:
            TargetError: If nothing answers there.
            DocumentError: If it gives no document.
        """
        if self._file is not None:
            self.document = _read(self._file)
            return self
        try:
            async with asyncio.timeout(self._bounds.seconds):
                await (await self._connect()).close()
        except OSError as error:
            raise TargetError(
                f"Nothing answers at {self.name}: {error.strerror or error}.",
                hint="Start the server first.",
            ) from error
        try:
            self.document = await fetch_document(self)
        except DocumentError:
            await self.close()
            raise
        return self

    async def ask(self, cases: Sequence[Case]) -> list[Exchange]:
        """Send cases, one after another, over one connection while it lasts."""
        return await in_turn(cases, self._ask)

    async def again(self) -> Side | None:
        """Nothing: whoever runs the server starts it."""
        return None

    async def close(self) -> None:
        """Close the connection."""
        await self._drop()

    async def _ask(self, case: Case) -> Exchange:
        try:
            async with asyncio.timeout(self._bounds.seconds):
                return await self._exchange(case)
        except TimeoutError:
            await self._drop()
            return Exchange(failure=f"hang: no complete response in {self._bounds.seconds:g} s")
        except (h11.RemoteProtocolError, h11.LocalProtocolError) as error:
            await self._drop()
            kind = "closed early" if "closed" in str(error).lower() else "garbage"
            return Exchange(failure=f"{kind}: {error}")
        except OSError as error:
            await self._drop()
            return Exchange(failure=f"crash: {error.strerror or error}")

    async def _exchange(self, case: Case) -> Exchange:
        fresh = self._connection is None
        self._connection = self._connection or await self._connect()
        try:
            await self._connection.send(case)
            return await self._receive(case)
        except (OSError, h11.RemoteProtocolError):
            if fresh or self._connection.began:
                raise
        # A kept connection may have been closed by the server before it saw the request.
        await self._drop()
        return await self._exchange(case)

    async def _receive(self, case: Case) -> Exchange:
        assert self._connection is not None
        exchange = await self._connection.receive(case, self._bounds)
        if exchange.failure or not self._connection.reusable():
            await self._drop()
        return exchange

    async def _connect(self) -> _Connection:
        secure = self._url.scheme == "https"
        port = self._url.port or (443 if secure else 80)
        streams = await asyncio.open_connection(self._url.hostname, port, ssl=secure or None)
        return _Connection(*streams, self._url)

    async def _drop(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


class _Connection:
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


def _address(url: str, name: str) -> SplitResult:
    hint = "Write http://HOST:PORT."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        # The reason would quote a part of the URL.
        raise TargetError(f"{name} is no URL.", hint=hint) from error
    if not parts.hostname or port == 0:
        raise TargetError(f"{name} is no URL of a server.", hint=hint)
    return parts


def _refuse_remote(url: str, parts: SplitResult) -> None:
    try:
        addresses = {str(info[4][0]) for info in socket.getaddrinfo(parts.hostname, None)}
    except (OSError, UnicodeError) as error:
        raise TargetError(f"The host of {url} is not known.") from error
    if not all(_is_here(ipaddress.ip_address(a.partition("%")[0])) for a in addresses):
        raise TargetError(
            f"{url} is not on this machine.",
            hint="Thousands of odd requests may do harm there; say --allow-remote if they may.",
        )


def _is_here(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    # Servers print the unspecified address for "all of this machine's".
    return address.is_loopback or address.is_unspecified


def _read(file: Path) -> Mapping[str, Any]:
    try:
        text = file.read_text("utf-8")
        if file.suffix in (".yaml", ".yml"):
            import yaml

            return checked_document(yaml.safe_load(text), str(file))
        return checked_document(json.loads(text), str(file))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DocumentError(f"The document cannot be read: {reason}.", file=file) from error
