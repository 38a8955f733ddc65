"""Writing a plan: all files or none, each by a rename."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.journal import NAME, Entry, Journal, common_folder, digest
from routeshift_codemods.apply.swapping import can_swap, swap
from routeshift_codemods.report import FileChange


def write(changes: Sequence[FileChange]) -> None:
    """Write the files of a run.

    Where the system can, the folder that holds them all is exchanged for a changed copy, in one
    step. Elsewhere a journal says first what is about to happen; new texts are put beside their
    places and renamed over the old ones, and then files go. When a step fails, all is put back;
    when the process is killed, `journal.recover` does it, and until then each API can be
    imported, as it was or as it will be.

    Raises:
        WorkTreeError: A file cannot be written, or changed since it was read.
    """
    if not changes:
        return
    try:
        _unchanged(changes)
        if not _swapped(changes):
            _rename(sorted(changes, key=_turn))
    except FileExistsError as error:
        raise WorkTreeError(
            "Another run is writing here, or was cut off.",
            file=error.filename,
            hint="Wait for it, or run again with --write: that puts its files back first.",
        ) from error
    except OSError as error:
        raise WorkTreeError(
            f"The files cannot be written: {error.strerror}; nothing was changed.",
            file=error.filename,
            hint="Mend the rights, and run again.",
        ) from error


def _swapped(changes: Sequence[FileChange]) -> bool:
    folder = common_folder([change.path.parent for change in changes])
    # A symlink stays one: what it points at may lie outside of the folder.
    if any(change.path.is_symlink() for change in changes) or not can_swap(folder):
        return False
    try:
        swap(folder, changes)
    except OSError:
        return False
    return True


def _rename(changes: Sequence[FileChange]) -> None:
    folders = _missing_folders(changes)
    place = common_folder([change.path.parent for change in changes]) / NAME
    journal = Journal(tuple(map(str, folders)), tuple(map(_entry, changes)))
    journal.save(place)
    try:
        for folder in folders:
            folder.mkdir()
        for change, entry in zip(changes, journal.entries, strict=True):
            _stage(change, entry)
        for entry in journal.entries:
            _commit(entry)
    except BaseException:
        journal.undo()
        raise
    finally:
        place.unlink()


def _unchanged(changes: Sequence[FileChange]) -> None:
    for change in changes:
        now = change.path.read_bytes() if change.path.exists() else None
        if now != change.before:
            raise WorkTreeError(
                "The file changed while the run was planning.", file=change.path, hint="Run again."
            )
        if change.before is not None and not change.path.stat().st_mode & stat.S_IWUSR:
            raise WorkTreeError(
                "The file is read-only.", file=change.path, hint="Make it writable, and run again."
            )


# What imports the modules beside it is written after them.
_IMPORTING = ("api", "protocol", "__init__")


def _turn(change: FileChange) -> tuple[bool, bool, bool]:
    importing = change.path.stem in _IMPORTING and (
        change.before is not None or change.path.stem == "__init__"
    )
    return change.after is None, importing, change.before is not None


def _missing_folders(changes: Sequence[FileChange]) -> list[Path]:
    parents = [change.path.parent for change in changes if change.after is not None]
    missing = {p for parent in parents for p in (parent, *parent.parents) if not p.exists()}
    return sorted(missing)


def _entry(change: FileChange) -> Entry:
    # A symlink stays one: what it points at is written. A symlink that goes is the one that goes.
    path = change.path if change.after is None else change.path.resolve()
    goes_as_link = change.after is None and path.is_symlink()
    return Entry(
        path=str(path),
        staged=None if change.after is None else str(path.with_name(f".{path.name}.new")),
        before=None if change.before is None else base64.b64encode(change.before).decode(),
        after=None if change.after is None else digest(change.after),
        mode=None if change.before is None else stat.S_IMODE(path.stat().st_mode),
        link=os.readlink(path) if goes_as_link else None,
    )


def _stage(change: FileChange, entry: Entry) -> None:
    if change.after is None or entry.staged is None:
        return
    with open(entry.staged, "xb") as file:
        file.write(change.after)
        file.flush()
        os.fsync(file.fileno())
    if entry.mode is not None:
        os.chmod(entry.staged, entry.mode)


def _commit(entry: Entry) -> None:
    if entry.staged is None:
        os.unlink(entry.path)
    else:
        os.replace(entry.staged, entry.path)
