"""Requests to an ASGI app without a server, so that only the app costs time."""

import asyncio
import json
from collections.abc import Callable, MutableMapping
from typing import Any


class Client:
    """Calls of one app.

    Args:
        app: The app.
    """

    _runner = asyncio.Runner()

    def __init__(self, app: Any) -> None:
        self._app = app

    def call(self, method: str, path: str, body: Any = None) -> bytes:
        """Ask once.

        Returns:
            The body of the answer, which must be 200.
        """
        return self._runner.run(self._ask(method, path, _encoded(body)))

    def calls(self, method: str, path: str, body: Any = None, *, times: int) -> Callable[[], None]:
        """A function that asks many times, in one run of the event loop."""
        encoded = _encoded(body)

        async def ask() -> None:
            for _ in range(times):
                await self._ask(method, path, encoded)

        self.call(method, path, body)
        return lambda: self._runner.run(ask())

    async def _ask(self, method: str, path: str, body: bytes) -> bytes:
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self._app(_scope(method, path, len(body)), receive, send)
        answer = b"".join(message.get("body", b"") for message in sent)
        if sent[0]["status"] != 200:
            raise RuntimeError(f"{method} {path}: {sent[0]['status']} {answer!r}")
        return answer


def _encoded(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def _scope(method: str, path: str, length: int) -> dict[str, Any]:
    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    if length:
        headers.append((b"content-length", str(length).encode()))
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
        "server": ("localhost", 80),
        "client": ("localhost", 1),
        "http_version": "1.1",
        "state": {},
    }
