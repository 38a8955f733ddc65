"""Replacing a whole folder at once: the kernel exchanges two names in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from routeshift_codemods.report import FileChange

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# What a killed run may leave: a copy that is not needed, beside the folder.
SUFFIX = ".routeshift"
# A folder that holds one of these is more than code, and is not replaced.
_NEVER_SWAPPED = (".git", ".hg", "pyvenv.cfg")


def can_swap(folder: Path) -> bool:
    """Whether a folder can be replaced: nobody stands in it, and it is only a folder."""
    here = Path.cwd()
    plain = folder.is_dir() and not folder.is_symlink() and not folder.is_mount()
    inside = here == folder or folder in here.parents
    held = any((folder / name).exists() for name in _NEVER_SWAPPED)
    return plain and not inside and not held and os.access(folder.parent, os.W_OK)


def swap(folder: Path, changes: Sequence[FileChange]) -> None:
    """Replace a folder by a copy of it with changes; a kill leaves the one or the other.

    Unchanged files are hard links, so that the copy is cheap and they keep all they have.

    Raises:
        OSError: The file system cannot do it; nothing has changed.
    """
    place = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=SUFFIX, dir=folder.parent))
    copy = place / folder.name
    try:
        shutil.copytree(folder, copy, symlinks=True, copy_function=_link)
        for change in changes:
            _apply(change, copy / change.path.relative_to(folder))
        _exchange(copy, folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _apply(change: FileChange, path: Path) -> None:
    # A new file, not a write into a hard link.
    mode = path.stat().st_mode if path.exists() else None
    path.unlink(missing_ok=True)
    if change.after is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(change.after)
    if mode is not None:
        path.chmod(mode)


def _exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError("the system cannot exchange two names")
    done = libc.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
