"""`routeshift serve` in a process of its own, for tests over real HTTP."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

_STARTED = re.compile(r"running on (http\S+)")


@contextlib.contextmanager
def served(
    *words: str,
    python: Path | str = sys.executable,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """The address of a server on a port that it chose itself.

    Args:
        words: What stands behind `routeshift serve`.
        python: The interpreter that has Routeshift.
        cwd: Where it runs; here by default.
        env: Its environment; this one's by default.
    """
    command = [str(python), "-m", "routeshift", "serve", *words, "--port", "0"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=cwd, env=env)
        try:
            yield _started(process, log)
        finally:
            process.terminate()
            process.wait()


def _started(process: subprocess.Popen[bytes], log: IO[str]) -> str:
    while process.poll() is None:
        time.sleep(0.05)
        if found := _STARTED.search(os.pread(log.fileno(), 100_000, 0).decode()):
            return found[1]
    raise AssertionError(os.pread(log.fileno(), 100_000, 0).decode())
