"""Sides from what a user calls them: an application, a target, a URL, a revision."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeshift.errors import TargetError
from routeshift.redaction import Redaction
from routeshift.targets import IMPORT_SECONDS, checked_out
from routeshift.verify.settings import Settings
from routeshift.verify.sides import AppSide, Bounds, ProcessSide, Side

if TYPE_CHECKING:
    from routeshift.verify.sides import HttpSide

# Only for `curl` lines: whoever repeats a finding serves both sides at once.
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
    role: str, side: Any, options: SideOptions, settings: Settings, redaction: Redaction
) -> AsyncIterator[Side]:
    """Open a side, and close it afterwards.

    Args:
        role: `old` or `new`.
        side: An ASGI application, a TARGET, `git:REV:PATH`, or an http URL.
        options: How it is run.
        settings: How much of a response is waited for, and what chooses the answers of stubs.
        redaction: Hides the secrets of a URL.

    Raises:
        RouteshiftError: If it cannot be opened.
    """
    with contextlib.ExitStack() as stack:
        one = await _open(stack, role, side, options, settings, redaction)
        try:
            yield one
        finally:
            await one.close()


async def _open(
    stack: contextlib.ExitStack,
    role: str,
    side: Any,
    options: SideOptions,
    settings: Settings,
    redaction: Redaction,
) -> Side:
    bounds = settings.bounds
    if not isinstance(side, str | Path):
        return await AppSide(side, f"{role} application", bounds).open()
    name = str(side)
    if "://" in name:
        return await _http(name, options, bounds, redaction).open()
    if options.document is not None:
        raise TargetError(
            f"{name} has its document from its code.", hint=f"Leave out --{role}-document."
        )
    target = stack.enter_context(checked_out(name))
    process = ProcessSide(
        target,
        python=options.python,
        bounds=bounds,
        seed=settings.seed,
        port=_PORTS[role],
        name=name,
        timeout=options.timeout,
    )
    return await process.open()


def _http(url: str, options: SideOptions, bounds: Bounds, redaction: Redaction) -> HttpSide:
    from routeshift.verify.sides import HttpSide

    if not url.lower().startswith(("http://", "https://")):
        hint = "Give an http URL, or a TARGET."
        raise TargetError(f"{redaction.text(url)} is no http URL.", hint=hint)
    return HttpSide(
        url, bounds, remote=options.remote, document=options.document, redaction=redaction
    )
