"""Servers for tests over real HTTP: `routeshift serve` in a process, an application in a thread."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import uvicorn

_STARTED = re.compile(r"running on (http\S+)")


@contextlib.contextmanager
def served(
    *words: str,
    python: Path | str = sys.executable,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Iterator[str]:
    """The address of a server on a port that it chose itself.

    Args:
        words: What stands behind `routeshift serve`.
        python: The interpreter that has Routeshift.
        cwd: Where it runs; here by default.
        env: Its environment; this one's by default.
        log: The file that gets what it says.
    """
    command = [str(python), "-m", "routeshift", "serve", *words, "--port", "0"]
    with open(log, "w+") if log else tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=cwd, env=env)
        try:
            yield _started(process, said)
        finally:
            process.terminate()
            process.wait()


def _started(process: subprocess.Popen[bytes], log: IO[str]) -> str:
    while process.poll() is None:
        time.sleep(0.05)
        if found := _STARTED.search(os.pread(log.fileno(), 100_000, 0).decode()):
            return found[1]
    raise AssertionError(os.pread(log.fileno(), 100_000, 0).decode())


@contextlib.contextmanager
def listening(app: Any) -> Iterator[str]:
    """An application behind a real server on a free port."""
    # With its protocol named, so that the server sends without waiting to fill packets.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="critical", lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
