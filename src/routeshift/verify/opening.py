"""Sides from what a user calls them: an application, a target, a URL, a revision."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routeshift._deadline import IMPORT_SECONDS
from routeshift.revision import checked_out
from routeshift.verify.asgi import Bounds
from routeshift.verify.process import ProcessSide
from routeshift.verify.side import AppSide, Side

_PORTS = {"old": 8001, "new": 8002}


@dataclass(frozen=True, slots=True)
class SideOptions:
    """How one side is run.

    Attributes:
        python: Its interpreter; None is the running one.
        document: A file with its document; None asks the side.
        remote: Whether it may be on another machine.
        timeout: Seconds until a TARGET must have been imported.
    """

    python: str | None = None
    document: Path | None = None
    remote: bool = False
    timeout: float = IMPORT_SECONDS


@contextlib.asynccontextmanager
async def opened(
    role: str, side: Any, options: SideOptions, bounds: Bounds, seed: int
) -> AsyncIterator[Side]:
    """Open a side, and close it afterwards.

    Args:
        role: `old` or `new`.
        side: An ASGI application, a TARGET, `git:REV:PATH`, or an http URL.
        options: How it is run.
        bounds: How much of a response is waited for.
        seed: Chooses the answers of stubs.

    Raises:
        RouteshiftError: If it cannot be opened.
    """
    with contextlib.ExitStack() as stack:
        one = await _open(stack, role, side, options, bounds, seed)
        try:
            yield one
        finally:
            await one.close()


async def _open(
    stack: contextlib.ExitStack,
    role: str,
    side: Any,
    options: SideOptions,
    bounds: Bounds,
    seed: int,
) -> Side:
    if not isinstance(side, str | Path):
        return await AppSide(side, f"{role} application", bounds).open()
    name = str(side)
    if name.startswith(("http://", "https://")):
        from routeshift.verify.http import HttpSide

        return await HttpSide(name, bounds, remote=options.remote, document=options.document).open()
    target = stack.enter_context(checked_out(name))
    process = ProcessSide(
        target,
        python=options.python,
        bounds=bounds,
        seed=seed,
        port=_PORTS[role],
        name=name,
        timeout=options.timeout,
    )
    return await process.open()
