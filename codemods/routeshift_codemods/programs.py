"""Programs that a user has installed: beside this Python, or on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from routeshift.errors import RouteshiftError


def find_program(name: str) -> str | None:
    """A program beside this Python, or on the path; None without one."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(name, path=os.pathsep.join([beside, os.environ.get("PATH", os.defpath)]))


def program(name: str) -> str:
    """A program that is there.

    Raises:
        RouteshiftError: It is not.
    """
    found = find_program(name)
    if found is None:
        raise RouteshiftError(f"There is no {name}.", hint=f"Install it: pip install {name}.")
    return found


# More of them may not fit on a command line; a program starts in a hundredth of what they take it.
_AT_ONCE = 400


def ran(
    name: str, options: Sequence[str], files: Sequence[Path]
) -> Iterator[subprocess.CompletedProcess[bytes]]:
    """What a program has done with files, some at a time.

    Raises:
        RouteshiftError: It is not there.
    """
    # A user's own may tell ruff to write what it finds to a file.
    own = {key: value for key, value in os.environ.items() if not key.startswith("RUFF_")}
    for at in range(0, len(files), _AT_ONCE):
        command = [program(name), *options, *map(str, files[at : at + _AT_ONCE])]
        yield subprocess.run(command, capture_output=True, check=False, env=own)  # noqa: S603 - known


def last_said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The last line of what a program complained of."""
    return done.stderr.decode(errors="replace").strip().rpartition("\n")[2].strip()
