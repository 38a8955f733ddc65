"""The hidden folder in which a run prepares what it writes, locked for as long as the run lives."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from routeshift_codemods.index.tree import is_entered

try:
    import fcntl
except ImportError:  # a system that cannot lock folders
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".routeshift"
# Where a run says what it is about to do; without it there is nothing to put back.
JOURNAL = "journal.json"
_WITHIN = "unfinished"


@contextmanager
def workplace(folder: Path, *, beside: bool) -> Iterator[Path]:
    """A new folder to prepare files in, on the same file system as those that they become.

    It goes at the end, unless a journal in it still says what is to be put back.

    Args:
        folder: What the run changes.
        beside: Whether the place is to be beside that folder, and not in it.
    """
    parent, name = (folder.parent, folder.name) if beside else (folder, _WITHIN)
    place = Path(tempfile.mkdtemp(prefix=f".{name}.", suffix=SUFFIX, dir=parent))
    with claimed(place):
        try:
            yield place
        finally:
            if not (place / JOURNAL).exists():
                shutil.rmtree(place, ignore_errors=True)


def workplaces(target: Path) -> list[Path]:
    """The places of all runs that touch a target, or a part of it, or what it is a part of."""
    folder = target.absolute() if target.is_dir() else target.absolute().parent
    return sorted(place for place in (*_above(folder), *_below(folder)) if _is_mine(place))


@contextmanager
def claimed(place: Path) -> Iterator[bool]:
    """Hold a place; the answer is whether no run that lives holds it."""
    handle = os.open(place, os.O_RDONLY)
    try:
        yield _lock(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    if fcntl is None:
        return True
    try:
        # The kernel opens the lock when the process ends, however it ends.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _above(folder: Path) -> Iterator[Path]:
    for inner, around in zip((folder, *folder.parents), folder.parents, strict=False):
        for name in (_WITHIN, glob.escape(inner.name)):
            yield from around.glob(f".{name}.*{SUFFIX}")


def _below(folder: Path) -> Iterator[Path]:
    for inner, names, _ in os.walk(folder):
        yield from (Path(inner, n) for n in names if n.startswith(".") and n.endswith(SUFFIX))
        names[:] = [name for name in names if is_entered(inner, name)]


def _is_mine(place: Path) -> bool:
    """Whether it is a folder of this user: what others put there is not to be followed."""
    with contextlib.suppress(OSError):
        mine = place.lstat().st_uid == getattr(os, "getuid", lambda: 0)()
        return mine and place.is_dir() and not place.is_symlink()
    return False
