"""New files that are like those they replace, and the old ones put by."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from pathlib import Path


def put(path: Path, data: bytes, *, like: Path) -> None:
    """Write a new file, on the disk when this returns.

    Args:
        path: The file; there is none yet.
        data: What it holds.
        like: The file that it replaces, whose mode, owner and other attributes it gets; for one
            that replaces none, the folder that it comes into.
    """
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like.is_file():
        own_as(path, like.stat())
        shutil.copystat(like, path)
        os.utime(path)
    else:
        _own_as(path, like)


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
