"""New files that are like those they replace, and the old ones put by."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from pathlib import Path

from routeshift_codemods.changes import FileChange

# What a mode says of reading, writing and running, without what it says of users to become.
_MODE = 0o777


def put(path: Path, change: FileChange) -> None:
    """Write the new version of a file, on the disk when this returns.

    It gets the mode, the owner and the other attributes of the file that it replaces. One that
    replaces none belongs to whom its folder belongs, and who may read and run the file that its
    code comes from may read and run it; without such a file, its mode is that of any new file.

    Args:
        path: Where it is written; there is none yet.
        change: What it holds, and whom it replaces.
    """
    # Exclusively: what is there already is somebody else's.
    with path.open("xb") as file:
        file.write(change.after or b"")
        file.flush()
        os.fsync(file.fileno())
    if change.before is not None:
        own_as(path, change.path.stat())
        shutil.copystat(change.path, path)
        # Tools that go by time, as those that keep bytecode, must see that it is new.
        os.utime(path)
        return
    _own_as(path, change.path.parent)
    if change.origin is not None:
        # A file that was split stays as readable as it was.
        path.chmod(change.origin.stat().st_mode & _MODE)


def keep(path: Path, place: Path) -> None:
    """Keep a file under a second name: the same file, or a copy where that cannot be."""
    try:
        os.link(path, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, place, follow_symlinks=False)


def make_folder(path: Path) -> None:
    """Make a folder that belongs to whom the folder around it belongs."""
    path.mkdir()
    _own_as(path, path.parent)


def own_as(path: Path, model: os.stat_result) -> None:
    """Give a file the owner and group of another, or the group alone, as the system lets us."""
    if (model.st_uid, model.st_gid) == (path.stat().st_uid, path.stat().st_gid):
        return
    for owner in (model.st_uid, -1):
        with contextlib.suppress(OSError):
            os.chown(path, owner, model.st_gid)
            return


def _own_as(path: Path, folder: Path) -> None:
    # Only root makes files in the folders of others; a folder may also hand on its group.
    around = next(p for p in (folder, *folder.parents) if p.is_dir()).stat()
    if getattr(os, "getuid", lambda: 1)() == 0 or around.st_mode & stat.S_ISGID:
        own_as(path, around)
