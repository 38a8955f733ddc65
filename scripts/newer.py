"""Names what is newer here than in the lock, of all that a user of Routeshift gets or may add.

    .venv-newest/bin/python scripts/newer.py locks/locked.txt

Where it names nothing, the tests would say what they said in the locked versions.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def newer(lock: str) -> list[str]:
    """The libraries that run in a version that a lock does not name, with that version.

    Args:
        lock: The text of a lock.
    """
    locked = {canonicalize_name(n): v for n, v in re.findall(r"^(\S+?)==(\S+)", lock, re.M)}
    names = {*_needed("routeshift"), *_direct("routeshift", "traffic")}
    return sorted(f"{one} {version(one)}" for one in names if locked.get(one) != version(one))


def _needed(project: str) -> set[str]:
    """What a project needs, and all that this needs."""
    found: set[str] = set()
    left = [project]
    while left:
        new = {*_direct(left.pop())} - found
        found |= new
        left += new
    return found


def _direct(project: str, extra: str = "") -> Iterator[str]:
    for line in requires(project) or ():
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate({"extra": extra}):
            yield canonicalize_name(one.name)


if __name__ == "__main__":
    print(", ".join(newer(Path(sys.argv[1]).read_text("utf-8"))))
