"""Runs that are stopped while they write, each in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from routeshift_codemods.apply.journal import Journal
from routeshift_codemods.apply.runs import unfinished
from routeshift_codemods.apply.writing import write
from routeshift_codemods.changes import FileChange

Tree = dict[str, tuple[object, ...]]


def everything(folder: Path) -> Tree:
    """Every file and folder, hidden ones too, with its mode and what it holds."""
    found = {}
    for path in folder.rglob("*"):
        held = os.readlink(path) if path.is_symlink() else path.is_file() and path.read_bytes()
        found[str(path.relative_to(folder))] = (path.lstat().st_mode, held)
    return found


# What changes the file system, or is about to.
_CALLS = ("mkdir", "link", "symlink", "open", "write", "fsync", "rename", "replace", "unlink")
_CALLS += ("rmdir", "chown", "chmod", "utime")


Moment = Callable[[str, str], bool]


def _changing(event: str, name: str) -> bool:
    """Whether a call is one to the system that changes files, or is about to."""
    return (event == "c_call" and name in _CALLS) or (event != "c_call" and name == "exchange")


def _signal_at(step: int, number: int, moment: Moment) -> None:
    """Send this process a signal at the given one of some moments."""
    seen = 0

    def hook(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal seen
        if event in ("call", "return", "c_call"):
            name = argument.__name__ if event == "c_call" else frame.f_code.co_name
            seen += moment(event, name)
            if seen == step and moment(event, name):
                os.kill(os.getpid(), number)

    sys.setprofile(hook)


# How a child exits whose run raised something else than the interrupt.
_FAILED = 3


def stopped(
    changes: Sequence[FileChange], step: int, number: int, moment: Moment = _changing
) -> bool:
    """Whether a process that writes changes reaches a moment, and gets a signal there."""
    child = os.fork()
    if child == 0:
        code = 0
        try:
            _signal_at(step, number, moment)
            write(changes)
        except KeyboardInterrupt:
            code = 1
        except BaseException:
            code = _FAILED
            traceback.print_exc()
        finally:
            sys.setprofile(None)
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) != _FAILED, "the run failed by itself"
    return status != 0


def cut_off(changes: Sequence[FileChange], *, behind: str = "_commit") -> Journal:
    """Kill a run at the end of a function; its journal."""
    moment = ("return", behind)
    assert stopped(changes, 1, signal.SIGKILL, lambda *found: found == moment)
    run = unfinished(changes[0].path.parent)
    assert run is not None
    return run
