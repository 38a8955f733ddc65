"""The process of one side: loads its target, and answers cases that come over a local socket.

It runs under the side's own interpreter and imports nothing that only verify itself needs.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
from collections.abc import Mapping
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift.targets import imported_within
from routeshift.verify.cases import case_from_json
from routeshift.verify.sides.app import AppSide
from routeshift.verify.sides.asgi import Bounds
from routeshift.verify.sides.frames import receive, send
from routeshift.verify.sides.worker_app import load_app

# Against a side that eats all of the machine: an allocation fails, and the finding is its error.
_MEMORY = 8 * 1024**3


def main(socket: str) -> None:
    """Serve one side until the socket closes.

    Args:
        socket: The path of a Unix socket that verify listens on.
    """
    _limit_memory()
    # A side is made to have many errors; what it says when it dies must not drown in them.
    logging.disable(logging.ERROR)
    with contextlib.suppress(EOFError, ConnectionError, KeyboardInterrupt):
        asyncio.run(_serve(socket))


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


async def _serve(socket: str) -> None:
    reader, writer = await asyncio.open_unix_connection(socket)
    order = await receive(reader)
    try:
        side = await _open(order)
    except RouteshiftError as error:
        await send(writer, {"error": str(error)})
        return
    try:
        await send(
            writer, {name: getattr(side, name) for name in ("document", "sources", "outside")}
        )
        while True:
            case = case_from_json(await receive(reader))
            (exchange,) = await side.ask([case])
            await send(writer, exchange.to_json())
    finally:
        await side.close()


async def _open(order: Mapping[str, Any]) -> AppSide:
    with imported_within(order["timeout"], order["target"]):
        app = load_app(order["target"], stub_seed=order["seed"])
    return await AppSide(app, order["target"], Bounds(**order["bounds"])).open()
