"""What a side is, and the side that runs in this process."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from routeshift.errors import DocumentError, TargetError
from routeshift.verify.cases import Case, Exchange, anonymous, endpoints, filled, json_body
from routeshift.verify.sides.asgi import Application, Bounds, Lifespan, ask
from routeshift.wire import OPERATION_KINDS

# FastAPI's own path; for another one there is --old-document.
DOCUMENT_PATHS = ("/openapi.json",)
# An operation that has hung so often is not asked any more: each time costs the whole timeout.
HANGS = 3
NOT_ASKED = Exchange(failure="hang: not asked any more")


class Side(Protocol):
    """One of the two that are asked.

    Attributes:
        name: What the user called it.
        document: Its OpenAPI document.
        sources: Where operations are declared, `file:line` by anonymous label.
        outside: What it serves that no document has, as far as it tells: why it is not asked, by
            method and path.
        base: The start of URLs in `curl` lines.
        start: The command that serves it there; None for a running server.
        records: Whether it can tell what its implementation received.
    """

    name: str
    document: Mapping[str, Any]
    sources: Mapping[str, str]
    outside: Mapping[str, str]
    base: str
    start: str | None
    records: bool

    async def ask(self, cases: Sequence[Case]) -> list[Exchange]:
        """Send cases, one after another, as `in_turn` does."""

    async def again(self) -> Side | None:
        """Another one of it that starts by itself; None for what can be started only once."""

    async def close(self) -> None:
        """Let go of everything."""


class AppSide:
    """An ASGI application in this process.

    Args:
        app: The application. FastAPI's give their document; others are asked for it.
        name: What the user called it.
        bounds: How much of a response is waited for.
    """

    start: str | None = None
    records = True

    def __init__(self, app: Application, name: str, bounds: Bounds) -> None:
        self.name = name
        self.base = "http://127.0.0.1:8000"
        self.document: Mapping[str, Any] = {}
        self.sources: Mapping[str, str] = {}
        self.outside: Mapping[str, str] = {}
        self._app = app
        self._bounds = bounds
        self._lifespan = Lifespan(app)

    async def open(self) -> AppSide:
        """Start the application and read its document.

        Raises:
            TargetError: If it does not start.
            DocumentError: If it has no document.
        """
        failure = await self._lifespan.start()
        if failure is not None:
            # Servers put a whole traceback here.
            reason = (failure.strip().splitlines() or ["it gives no reason"])[-1]
            raise TargetError(f"`{self.name}` does not start: {reason.rstrip('.')}.")
        self.document = await self._read_document()
        self.sources = sources(self._app)
        self.outside = outside(self._app, self.document)
        return self

    async def ask(self, cases: Sequence[Case]) -> list[Exchange]:
        """Send cases, one after another."""
        state = self._lifespan.state
        return await in_turn(cases, lambda case: ask(self._app, case, self._bounds, state))

    async def again(self) -> Side | None:
        """Nothing: this process imports an application once."""
        return None

    async def close(self) -> None:
        """Stop the application."""
        await self._lifespan.stop()

    async def _read_document(self) -> Mapping[str, Any]:
        make = getattr(self._app, "openapi", None)
        if make is None:
            return await fetch_document(self)
        try:
            return checked_document(make(), self.name)
        except DocumentError:
            raise
        except Exception as error:
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise DocumentError(f"`{self.name}` cannot make its document: {reason}.") from error


async def in_turn(
    cases: Sequence[Case], ask_one: Callable[[Case], Awaitable[Exchange]]
) -> list[Exchange]:
    """Send cases, one after another.

    Args:
        cases: The cases.
        ask_one: Sends one request.

    Returns:
        The exchanges, each with those of the steps before its case; `NOT_ASKED` for the cases of
        an operation that has hung too often.
    """
    hangs: Counter[str] = Counter()
    exchanges = []
    for case in cases:
        asked = hangs[case.operation] < HANGS
        exchanges.append(await _in_steps(case, ask_one) if asked else NOT_ASKED)
        hangs[case.operation] += (exchanges[-1].failure or "").startswith("hang")
    return exchanges


async def _in_steps(case: Case, ask_one: Callable[[Case], Awaitable[Exchange]]) -> Exchange:
    earlier: list[Exchange] = []
    for step in case.before:
        exchange = await ask_one(filled(step, earlier))
        # Without its step a case asks about nothing.
        if exchange.failure is not None:
            return exchange
        earlier.append(exchange)
    exchange = await ask_one(filled(case, earlier))
    return replace(exchange, earlier=tuple(earlier)) if earlier else exchange


async def fetch_document(side: Side) -> Mapping[str, Any]:
    """Ask a side for its document.

    Raises:
        DocumentError: If it does not give one.
    """
    answers = []
    for path in DOCUMENT_PATHS:
        (exchange,) = await side.ask([Case(f"GET {path}", "GET", path)])
        if exchange.status == 200:
            try:
                return checked_document(json_body(exchange.body), side.name)
            except ValueError:
                answers.append(f"{path} is no JSON")
        else:
            answers.append(f"{path} is {exchange.failure or exchange.status}")
    raise DocumentError(
        f"`{side.name}` gives no document: {', '.join(answers)}.",
        hint="Name a file with --old-document or --new-document.",
    )


def checked_document(document: Any, name: str) -> Mapping[str, Any]:
    """A document that operations can be read from.

    Raises:
        DocumentError: If it is none.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("paths"), Mapping):
        raise DocumentError(f"The document of `{name}` is no OpenAPI document with paths.")
    try:
        # A document goes over a socket and into reports as JSON; an app may put anything into it.
        json.dumps(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise DocumentError(f"The document of `{name}` is no JSON: {error}.") from error
    return document


def sources(app: Any) -> dict[str, str]:
    """Where the operations of a FastAPI application are declared, by anonymous label."""
    from fastapi import FastAPI

    from routeshift.serving import operations

    if not isinstance(app, FastAPI):
        return {}
    return {
        anonymous(f"{operation.method} {operation.path}"): str(operation.source)
        for operation in operations(app)
        if operation.source is not None
    }


_OUTSIDE = {
    "mount": "mounted apps are not asked: verify each by itself, as `module:subapp` or by its url",
    "host": "apps of a host are not asked: verify each by itself, as `module:subapp` or by its url",
    "websocket": "websockets are not asked",
    "route": "routes that no document has are not asked",
}


def outside(app: Any, document: Mapping[str, Any]) -> dict[str, str]:
    """What a FastAPI application serves that its document lacks: why it is not asked, by its place.

    Args:
        app: The application.
        document: Its document. A route may be left out of it (`include_in_schema=False`).
    """
    from fastapi import FastAPI

    from routeshift.serving import route_records

    if not isinstance(app, FastAPI):
        return {}
    documented = {anonymous(endpoint.label) for endpoint in endpoints(document)}
    found = {}
    for record in route_records(app.routes):
        if record.kind in _OUTSIDE:
            found[f"{record.kind} {record.path}"] = _OUTSIDE[record.kind]
        elif record.kind in OPERATION_KINDS and anonymous(str(record)) not in documented:
            found[str(record)] = _OUTSIDE["route"]
    return found


async def both(old: Side, new: Side, cases: Sequence[Case]) -> list[tuple[Exchange, Exchange]]:
    """Ask both sides the same, at the same time where they are processes of their own."""
    pairs = await asyncio.gather(old.ask(cases), new.ask(cases))
    return list(zip(*pairs, strict=True))
