"""Writing a plan: all files or none, each by a rename."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.report import FileChange


def write(changes: Sequence[FileChange]) -> None:
    """Write the files of a run.

    Everything is put beside its place first; then files are renamed over the old ones, and only
    then do files go. When a step fails, those before it are undone.

    Raises:
        WorkTreeError: A file cannot be written, or changed since it was read.
    """
    staged: list[tuple[FileChange, Path]] = []
    made: list[Path] = []
    try:
        _unchanged(changes)
        for change in changes:
            if change.after is not None:
                made += _make_folders(change.path.parent)
                staged.append((change, _stage(change)))
        _commit(changes, staged)
    except OSError as error:
        raise WorkTreeError(
            f"The files cannot be written: {error.strerror}; nothing was changed.",
            file=error.filename,
            hint="Mend the rights, and run again.",
        ) from error
    finally:
        for _, path in staged:
            path.unlink(missing_ok=True)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _unchanged(changes: Sequence[FileChange]) -> None:
    for change in changes:
        now = change.path.read_bytes() if change.path.exists() else None
        if now != change.before:
            raise WorkTreeError(
                "The file changed while the run was planning.", file=change.path, hint="Run again."
            )
        if change.before is not None and not os.access(change.path, os.W_OK):
            raise WorkTreeError(
                "The file is read-only.", file=change.path, hint="Make it writable, and run again."
            )


def _make_folders(folder: Path) -> list[Path]:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _stage(change: FileChange) -> Path:
    assert change.after is not None
    # A symlink stays one: what it points at is written.
    place = change.path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".new", dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(change.after)
        file.flush()
        os.fsync(file.fileno())
    mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666 & ~_umask()
    os.chmod(name, mode)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _commit(changes: Sequence[FileChange], staged: Sequence[tuple[FileChange, Path]]) -> None:
    done: list[FileChange] = []
    try:
        for change, path in staged:
            os.replace(path, change.path.resolve())
            done.append(change)
        for change in changes:
            if change.after is None:
                change.path.unlink()
                done.append(change)
    except OSError:
        for change in reversed(done):
            _undo(change)
        raise


def _undo(change: FileChange) -> None:
    if change.before is None:
        change.path.unlink(missing_ok=True)
    else:
        change.path.resolve().write_bytes(change.before)
