"""A language server as a process: JSON-RPC over its pipes, each message behind its length."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Longer than any answer about one expression.
_LONGEST = 2**24
_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,9})\r\n", re.IGNORECASE)
_UNKNOWN_METHOD = {"code": -32601, "message": "This client does nothing but ask."}


class UnansweredError(Exception):
    """A language server gave no answer: the rest of a sentence that its name begins."""


@asynccontextmanager
async def running(command: Sequence[str], folder: Path, seconds: float) -> AsyncIterator[Server]:
    """Run a language server in a folder; whatever it does, it is gone afterwards.

    Raises:
        UnansweredError: It cannot be started.
    """
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, stdin=pipe, stdout=pipe, stderr=nowhere, start_new_session=True
        )
    except OSError as error:
        raise UnansweredError(f"cannot be started: {error.strerror}") from error
    try:
        yield Server(process, seconds)
    finally:
        with suppress(ProcessLookupError):
            # What it has started goes with it.
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                # A process counts as gone when its pipes are, and those are read to their end.
                await process.communicate()


@dataclass(slots=True)
class Server:
    """A language server that runs. One request is open at a time.

    Attributes:
        process: Its process.
        seconds: How long an answer may take.
    """

    process: asyncio.subprocess.Process
    seconds: float
    _asked: int = 0

    async def ask(self, method: str, **params: Any) -> Any:
        """What it answers to a request.

        Raises:
            UnansweredError: It stopped, kept silent, refused, or said what nobody can read.
        """
        self._asked += 1
        try:
            async with asyncio.timeout(self.seconds):
                await self._send({"id": self._asked, "method": method, "params": params})
                return await self._answer()
        except TimeoutError as error:
            raise UnansweredError(f"did not answer within {self.seconds:g} s") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise UnansweredError("stopped") from error
        except (asyncio.LimitOverrunError, ValueError, RecursionError) as error:
            raise UnansweredError("says what is no message of the protocol") from error

    async def tell(self, method: str, **params: Any) -> None:
        """Send it what it need not answer.

        Raises:
            UnansweredError: It does not take it.
        """
        try:
            async with asyncio.timeout(self.seconds):
                await self._send({"method": method, "params": params})
        except TimeoutError as error:
            raise UnansweredError(f"took nothing for {self.seconds:g} s") from error
        except ConnectionError as error:
            raise UnansweredError("stopped") from error

    async def _answer(self) -> Any:
        while True:
            message = await self._received()
            if "method" in message:
                # What it asks of an editor; notifications have no id.
                if "id" in message:
                    await self._send({"id": message["id"], "error": _UNKNOWN_METHOD})
            elif message.get("id") == self._asked:
                if "error" in message:
                    raise UnansweredError("refused a question")
                return message.get("result")

    async def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        await self.process.stdin.drain()

    async def _received(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = _LENGTH.search(await self.process.stdout.readuntil(b"\r\n\r\n"))
        if length is None or int(length[1]) > _LONGEST:
            raise ValueError
        message = json.loads(await self.process.stdout.readexactly(int(length[1])))
        if not isinstance(message, dict):
            raise ValueError
        return message
