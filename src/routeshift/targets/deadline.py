"""A target whose import never ends: how long it may take, and what is said then."""

from __future__ import annotations

import faulthandler
import importlib
import os
import signal
import sys
import sysconfig
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from routeshift.errors import HangingError, RouteshiftError
from routeshift.printable import plain
from routeshift.wire import Source

IMPORT_SECONDS = 60.0
"""How long the import of a target may take, unless the user says otherwise."""

# A target that swallows the first alarm is woken again, so often.
_AGAIN = 0.5
_ALARMS = 10
GRACE = 10.0
"""What does not hear even the alarm of its own process is ended this much later, in seconds."""

# What serves and documents a target: loading it is not the target's doing.
_OURS = ("routeshift.serving", "routeshift.openapi", "routeshift.stubs")
_OTHERS = (*sysconfig.get_paths().values(), str(Path(__file__).parents[1]))
_LIBRARIES = tuple(f"{folder}{os.sep}" for folder in _OTHERS)


class _Alarm(BaseException):
    """Stops an import; no `except Exception` of the target is to keep it."""

    def __init__(self, source: Source | None) -> None:
        super().__init__()
        self.source = source


def hanging(spec: str, seconds: float, source: Source | None = None) -> HangingError:
    """What to say of a target that is not there in time.

    Args:
        spec: What the user called it.
        seconds: How long it had.
        source: Where it stood, when that is known.
    """
    message = f"{spec} is not ready after {seconds:g} s."
    hint = "Let its import wait for nothing, or give it longer with --timeout."
    return HangingError(message, source=source, hint=hint)


def leave(error: RouteshiftError) -> NoReturn:
    """End this process with the sentence, whatever threads and processes the target started."""
    print(plain(f"routeshift: {error}"), file=sys.stderr)
    fail()


def fail() -> NoReturn:
    """End this process with exit code 1, whatever threads and processes the target started."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    for child in children():
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    # Not `sys.exit`: Python would wait for threads, and run what the target registered for its end.
    os._exit(1)


def children() -> Iterator[int]:
    """The process ids of what this process started and has not waited for.

    Where there is no /proc, there are none: they are left to the session, which whoever started
    it ends.
    """
    for thread in sorted(Path("/proc/self/task").glob("*")):
        # A thread may have ended since they were listed.
        with suppress(FileNotFoundError, ProcessLookupError):
            yield from map(int, (thread / "children").read_text().split())


@contextmanager
def imported_within(seconds: float, spec: str) -> Iterator[None]:
    """Bound an import that runs in this process; outside the main thread nothing is bounded.

    Args:
        seconds: How long it may take.
        spec: What the user called the target.

    Raises:
        HangingError: When it takes longer, with the place where it stood.
    """
    # Python delivers signals to the main thread alone.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Before the clock starts: FastAPI alone takes a third of a second, more on a busy machine.
    for module in _OURS:
        importlib.import_module(module)
    alarms = 0

    def ring(_: int, frame: FrameType | None) -> Any:
        nonlocal alarms
        alarms += 1
        if alarms > _ALARMS:
            leave(hanging(spec, seconds, _stands(frame)))
        raise _Alarm(_stands(frame))

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    except _Alarm as alarm:
        raise hanging(spec, seconds, alarm.source) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def ended_after(seconds: float, spec: str) -> Iterator[None]:
    """End this process when an import in its main thread takes too long and hears no alarm.

    Args:
        seconds: How long it may take; `GRACE` comes on top.
        spec: What the user called the target.
    """
    there = threading.Event()

    def watch() -> None:
        if not there.wait(seconds + GRACE):
            frame = sys._current_frames().get(threading.main_thread().ident or 0)
            leave(hanging(spec, seconds, _stands(frame)))

    threading.Thread(target=watch, daemon=True).start()
    # An import that lets no other thread run is ended by the one that needs no interpreter.
    faulthandler.dump_traceback_later(seconds + 2 * GRACE, exit=True, file=2)
    try:
        yield
    finally:
        there.set()
        faulthandler.cancel_dump_traceback_later()


def _stands(frame: FrameType | None) -> Source | None:
    """The innermost line that is no library's, or else the innermost of a file."""
    places = []
    while frame is not None:
        places.append(Source(Path(frame.f_code.co_filename), frame.f_lineno))
        frame = frame.f_back
    written = [place for place in places if place.file.exists()]
    own = [place for place in written if not str(place.file).startswith(_LIBRARIES)]
    return next(iter(own or written), None)
