"""What a side is, and how it is asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from routeshift.verify.cases import Case, Exchange, filled

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


async def both(old: Side, new: Side, cases: Sequence[Case]) -> list[tuple[Exchange, Exchange]]:
    """Ask both sides the same, at the same time where they are processes of their own."""
    pairs = await asyncio.gather(old.ask(cases), new.ask(cases))
    return list(zip(*pairs, strict=True))
