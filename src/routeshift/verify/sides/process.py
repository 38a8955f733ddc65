"""The side that runs in a process of its own, under an interpreter of its own."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import shlex
import shutil
import signal
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routeshift.errors import TargetError
from routeshift.importing import alone
from routeshift.targets import IMPORT_SECONDS, hanging, is_app, named
from routeshift.verify.cases import Case, Exchange, exchange_from_json
from routeshift.verify.sides.asgi import Bounds
from routeshift.verify.sides.frames import receive, send
from routeshift.verify.sides.side import in_turn

_WORKER = "routeshift.verify.sides.worker"
_NEEDED = ("fastapi", "pydantic")
# How long an interpreter may take until it runs Routeshift.
_START_SECONDS = 120.0
# On top of what a target's import may take: what does not hear the alarm of its own process.
_GRACE = 10.0
_STOP_SECONDS = 3.0
# A side that fails to start so often in a row is not tried again.
_RESTARTS = 3
# On top of the bounds of one response, before the whole process counts as hanging.
_MARGIN = 3.0


class ProcessSide:
    """A target in its own process; it is started again when it crashes or hangs.

    Args:
        target: A path, a dotted name or `module:app`.
        python: The interpreter; None is the running one.
        bounds: How much of a response is waited for.
        seed: Chooses the answers of stubs.
        port: Where the `curl` lines expect it to be served.
        name: What the user called it, when that is not the target.
        timeout: Seconds until the target must have been imported.
    """

    records = True

    def __init__(
        self,
        target: str,
        *,
        python: str | None,
        bounds: Bounds,
        seed: int,
        port: int,
        name: str | None = None,
        timeout: float = IMPORT_SECONDS,
    ) -> None:
        self.name = name or target
        self.base = f"http://127.0.0.1:{port}"
        stubs = () if is_app(target) else ("--stub", *(("--seed", str(seed)) if seed else ()))
        words = ("serve", self.name, *stubs, *(("--python", python) if python else ()))
        self.start: str | None = shlex.join(("routeshift", *words, "--port", str(port)))
        self.document: Mapping[str, Any] = {}
        self.sources: Mapping[str, str] = {}
        self.outside: Mapping[str, str] = {}
        self._target = target
        self._order = {
            "target": target,
            "seed": seed,
            "bounds": asdict(bounds),
            "timeout": timeout,
        }
        self._same = functools.partial(
            ProcessSide,
            target,
            python=python,
            bounds=bounds,
            seed=seed,
            port=port,
            name=name,
            timeout=timeout,
        )
        self._timeout = timeout
        self._python = python or sys.executable
        self._bounds = bounds
        self._folder = Path(tempfile.mkdtemp(prefix="routeshift-"))
        self._failed_starts = 0
        self._process: asyncio.subprocess.Process | None = None
        self._pipe: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> ProcessSide:
        """Start the process and read the document.

        Raises:
            TargetError: If the target cannot be loaded there, with its reason.
        """
        try:
            ready = await self._start()
        except BaseException:
            await self.close()
            raise
        self.document = ready["document"]
        self.outside = ready["outside"]
        self.sources = {k: named(v, self._target, self.name) for k, v in ready["sources"].items()}
        return self

    async def ask(self, cases: Sequence[Case]) -> list[Exchange]:
        """Send cases, one after another."""
        return await in_turn(cases, self._ask)

    async def again(self) -> ProcessSide:
        """The same target in one more process.

        Raises:
            TargetError: If it does not start any more.
        """
        return await self._same().open()

    async def close(self) -> None:
        """End the process."""
        await self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _ask(self, case: Case) -> Exchange:
        if self._pipe is None and not await self._restarted():
            return Exchange(failure="crash: the process cannot be started again")
        assert self._pipe is not None
        reader, writer = self._pipe
        try:
            async with asyncio.timeout(self._bounds.seconds + _MARGIN):
                await send(writer, case.to_json())
                return exchange_from_json(await receive(reader))
        except TimeoutError:
            self._kill()
            await self._stop()
            return Exchange(failure="hang: the process does not answer any more")
        except (EOFError, ConnectionError):
            await self._stop()
            return Exchange(failure=f"crash: {self._last_words()}")

    async def _restarted(self) -> bool:
        if self._failed_starts >= _RESTARTS:
            return False
        try:
            await self._start()
        except TargetError:
            await self._stop()
            self._failed_starts += 1
            return False
        self._failed_starts = 0
        return True

    async def _start(self) -> dict[str, Any]:
        arrived: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            arrived.set_result((reader, writer))

        socket = self._folder / "socket"
        # Of a process that died the socket is still there.
        socket.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(connected, socket)
        try:
            await self._spawn(socket)
            await self._until(arrived)
        finally:
            server.close()
        self._pipe = arrived.result()
        return await self._greet()

    async def _spawn(self, socket: Path) -> None:
        # Its small pure-Python dependencies come from here where the interpreter has none.
        here = sysconfig.get_path("purelib")
        words = alone(self._python, _WORKER, str(socket), needed=_NEEDED, beside=here)
        with self._log.open("wb") as log:
            try:
                # In a session of its own: Ctrl-C is for verify, which ends its sides itself.
                self._process = await asyncio.create_subprocess_exec(
                    *words,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=_env(),
                    start_new_session=True,
                )
            except OSError as error:
                raise TargetError(
                    f"The interpreter `{self._python}` does not run: {error.strerror}.",
                    hint="Name a Python with --old-python or --new-python.",
                ) from error

    async def _until(self, arrived: asyncio.Future[Any]) -> None:
        assert self._process is not None
        ended = asyncio.ensure_future(self._process.wait())
        # Whichever comes first: an interpreter that cannot start says so and ends.
        await asyncio.wait(
            {arrived, ended}, timeout=_START_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if not ended.done():
            ended.cancel()
        if not arrived.done():
            raise TargetError(f"`{self.name}` does not start: {self._last_words()}")

    async def _greet(self) -> dict[str, Any]:
        assert self._pipe is not None
        reader, writer = self._pipe
        try:
            async with asyncio.timeout(self._timeout + _GRACE):
                await send(writer, self._order)
                answer: dict[str, Any] = await receive(reader)
        except TimeoutError as error:
            raise hanging(self.name, self._timeout) from error
        except (EOFError, ConnectionError) as error:
            raise TargetError(f"`{self.name}` does not start: {self._last_words()}") from error
        if "error" in answer:
            raise TargetError(answer["error"])
        return answer

    async def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe[1].close()
            with contextlib.suppress(ConnectionError):
                await self._pipe[1].wait_closed()
            self._pipe = None
        if self._process is not None:
            await _ended(self._process)
            self._process = None

    def _kill(self) -> None:
        assert self._process is not None
        _kill_session(self._process)

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def _last_words(self) -> str:
        try:
            lines = self._log.read_text("utf-8", "replace").strip().splitlines()
        except OSError:
            lines = []
        return (lines or ["it said nothing"])[-1][:500]


async def _ended(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(TimeoutError):
        # Time to shut down: an app may write what it holds.
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    _kill_session(process)
    await process.wait()


def _kill_session(process: asyncio.subprocess.Process) -> None:
    """End a process, and what it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _env() -> dict[str, str]:
    # The answers of a side must not depend on the order of its sets.
    return {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
