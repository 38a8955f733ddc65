"""Running the command line: what is said at once, or one command."""

from __future__ import annotations

import gc
import io
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from routeshift.cli.front import front

# What a command imports and reads stays until its end: looking for garbage among it as often as
# Python does, and once more while it ends, takes a fifth of a short command.
_RARELY = 50_000
USUALLY = gc.get_threshold()


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit.

    0 is fine, 1 says that the tool or its input failed, 2 that a check found something.
    """
    gc.set_threshold(_RARELY)
    # A shell may have closed either of them.
    sys.stdout = _patient(sys.stdout) if sys.stdout else _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character still shows the rest.
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:] if arguments is None else arguments)
    if code == 1:
        from routeshift.targets import fail

        # The target that could not be served may have started threads, which Python waits for.
        fail()
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: The words after `routeshift`.

    Returns:
        The exit code. A wrong input is one sentence on standard error and 1.
    """
    if asked := os.environ.get("_ROUTESHIFT_COMPLETE"):
        from routeshift.cli.completion import complete
        from routeshift.cli.program import app

        return complete(app, asked)
    said = front(arguments)
    if said is None:
        from routeshift.cli.invoking import invoke

        return invoke(arguments)
    try:
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
    except OSError as error:
        from routeshift.cli.invoking import failed

        return failed(error, arguments)
    return 0


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w")


class _Patient(io.FileIO):
    """Standard output whose reader may leave, as `head` does: what nobody reads is dropped.

    The command goes on, so that its exit code says what it found. So is what a full disk has once
    refused, for a buffer tries again when the interpreter ends, and nobody would catch that.
    """

    _has_failed = False

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if self._has_failed or isinstance(error, BrokenPipeError):
                return memoryview(data).nbytes
            self._has_failed = True
            raise


def _patient(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Patient(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
    )
