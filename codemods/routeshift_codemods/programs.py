"""Programs that a user has installed: beside this Python, or on the path."""

from __future__ import annotations

import os
import shutil
import sys
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
