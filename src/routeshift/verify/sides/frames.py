"""Frames of JSON over a socket, between verify and a side in its own process."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any

_HEAD = struct.Struct(">I")
# A frame holds one response in base64, which the bounds keep far below this.
_LARGEST = 64 * 1024 * 1024


async def send(writer: asyncio.StreamWriter, value: Any) -> None:
    """Send one JSON value."""
    data = json.dumps(value).encode()
    writer.write(_HEAD.pack(len(data)) + data)
    await writer.drain()


async def receive(reader: asyncio.StreamReader) -> Any:
    """Receive one JSON value.

    Raises:
        EOFError: If the other end is gone, or sent no frame.
    """
    (size,) = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    if size > _LARGEST:
        raise EOFError("a frame is too large")
    return json.loads(await reader.readexactly(size))
