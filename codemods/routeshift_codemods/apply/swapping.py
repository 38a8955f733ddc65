"""Replacing a whole folder at once: the kernel exchanges two names in one step."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from routeshift_codemods.apply.places import common_folder
from routeshift_codemods.apply.staging import make_folder, own_as, put
from routeshift_codemods.changes import FileChange

# As Linux has them; Python offers no call that exchanges two names.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# A folder that holds one of these is more than code, and is not replaced.
_NEVER_SWAPPED = (".git", ".hg", "pyvenv.cfg")
_OCTAL = re.compile(rb"\\([0-7]{3})")


def swappable(changes: Sequence[FileChange]) -> list[Path]:
    """The folders that a run can replace: one that holds all that changes, or else parts of it.

    Args:
        changes: What changes, sorted by path.
    """
    paths = [change.path for change in changes]
    common = common_folder(paths)
    if can_swap(common):
        return [common]
    depth = len(common.parts)
    parts = [list(group) for _, group in groupby(paths, lambda path: path.parts[depth])]
    return [folder for folder in map(common_folder, parts) if folder != common and can_swap(folder)]


def can_swap(folder: Path) -> bool:
    """Whether a folder can be replaced: nobody stands in it, and it is only a folder."""
    held = any((folder / name).exists() for name in _NEVER_SWAPPED)
    if held or folder.is_symlink() or not os.access(folder.parent, os.W_OK):
        return False
    return not any(_is_in(place, folder) for place in (*_working_folders(), *_mounts()))


def _is_in(place: Path, folder: Path) -> bool:
    return place == folder or folder in place.parents


def _working_folders() -> Iterator[Path]:
    """Where processes work: they would go on working in the old folder."""
    with suppress(OSError):
        yield Path.cwd()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it is another user's, or has ended
            yield Path(os.readlink(process / "cwd"))


def _mounts() -> Iterator[Path]:
    """Where other file systems start, whose files must not go with the old folder."""
    with suppress(OSError):
        for line in Path("/proc/self/mounts").read_bytes().splitlines():
            # The kernel writes a space in a path as \040.
            escaped = line.split(b" ")[1]
            yield Path(os.fsdecode(_OCTAL.sub(lambda m: bytes([int(m[1], 8)]), escaped)))


def copy_changed(folder: Path, copy: Path, changes: Sequence[FileChange]) -> None:
    """Make a copy of a folder with changes.

    Unchanged files are the same files, under a second name, so that they keep all they have.

    Raises:
        OSError: The file system cannot do it, or the folder holds files of another one.
    """
    # Hard links instead of copies: a whole package takes milliseconds and no space.
    shutil.copytree(folder, copy, symlinks=True, copy_function=_link)
    # `copytree` takes the mode of a folder along, and not its owner.
    for place, _, _ in os.walk(copy):
        own_as(Path(place), (folder / Path(place).relative_to(copy)).stat())
    for change in changes:
        _apply(change, copy / change.path.relative_to(folder))


def exchange(copy: Path, folder: Path) -> None:
    """Let a copy and a folder change their names.

    Raises:
        OSError: The file system cannot do it; nothing has changed.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError("the system cannot exchange two names")
    done = libc.renameat2(
        _AT_FDCWD, os.fsencode(copy), _AT_FDCWD, os.fsencode(folder), _RENAME_EXCHANGE
    )
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(folder))


def carry_over(old: Path, new: Path, changed: Collection[Path]) -> None:
    """Move over what others wrote into a folder while it was copied.

    Args:
        old: What was the folder until it was exchanged.
        new: What is.
        changed: The files that the run itself changed, by their new paths.
    """
    for path in old.rglob("*"):
        twin = new / path.relative_to(old)
        if _is_folder(path) or twin in changed or _is_same(path, twin):
            continue
        twin.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, twin)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_same(path: Path, twin: Path) -> bool:
    return os.path.lexists(twin) and os.path.samestat(path.lstat(), twin.lstat())


def _link(source: str, target: str) -> None:
    os.link(source, target, follow_symlinks=False)


def _apply(change: FileChange, path: Path) -> None:
    # A new file, not a write into one that has two names.
    path.unlink(missing_ok=True)
    if change.after is None:
        return
    for folder in reversed([p for p in path.parents if not p.exists()]):
        make_folder(folder)
    put(path, change)
