"""The side that is a running server."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import os
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import h11

from routeshift.errors import DocumentError, TargetError
from routeshift.redaction import Redaction
from routeshift.verify.cases import Case, Exchange
from routeshift.verify.sides.asgi import Bounds
from routeshift.verify.sides.connection import Connection
from routeshift.verify.sides.documents import checked_document, fetch_document
from routeshift.verify.sides.side import Side, in_turn


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
        self.outside: Mapping[str, str] = {}
        self._url = _address(url.rstrip("/"), self.name)
        self._bounds = bounds
        self._file = document
        self._connection: Connection | None = None
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
                # For a sentence of its own: a server that is not there is the most common mistake.
                await (await self._connect()).close()
        except OSError as error:
            reason = str(error) or "it takes too long"
            # What asyncio says of it is about a call of its own.
            if isinstance(error, ConnectionError) and error.errno:
                reason = os.strerror(error.errno)
            raise TargetError(
                f"Nothing answers at {self.name}: {reason}.", hint="Start the server first."
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

    async def _connect(self) -> Connection:
        secure = self._url.scheme == "https"
        port = self._url.port or (443 if secure else 80)
        streams = await asyncio.open_connection(self._url.hostname, port, ssl=secure or None)
        return Connection(*streams, self._url)

    async def _drop(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


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
