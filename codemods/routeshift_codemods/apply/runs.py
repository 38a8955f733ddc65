"""The runs that write: each has a record that is locked for as long as it lives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.journal import Journal, is_own_folder
from routeshift_codemods.apply.state import folders, new_folder
from routeshift_codemods.index import is_entered

try:
    import fcntl
except ImportError:  # a system that cannot lock folders
    fcntl = None  # type: ignore[assignment]

_KIND = "runs"


@contextmanager
def begun(folder: Path, *, beside: bool) -> Iterator[Journal]:
    """Start a run: its record, and a work folder on the file system of what it changes.

    The record comes first: whatever lies in the target's folders was put there by a run only if
    a record has its random name. Both go at the end, unless the record still says what is to be
    put back.

    Args:
        folder: What the run changes.
        beside: Whether the work folder is to be beside that folder, and not in it.

    Raises:
        WorkTreeError: Another run writes there, or was cut off while it did.
    """
    run = Journal(new_folder(_KIND, folder), folder, beside)
    try:
        with _claimed(run.record):
            run.save()
            # After its own record stands and is locked: of two
            # that begin at once, one at least sees the other.
            _refuse_others(run)
            # It fails where anything of that name is, a symlink too.
            os.mkdir(run.work, 0o700)
            yield run
    finally:
        # A run that was not closed is for the next to put back.
        if not _is_open(run):
            run.end()


def unfinished(target: Path) -> Journal | None:
    """A run that was cut off while it wrote to a target, or above it or below it."""
    return next((run for run in _runs_at(target) if run.interrupted), None)


def recover(target: Path) -> Sequence[Journal]:
    """Put back what runs left that were cut off.

    Args:
        target: What is to be migrated.

    Returns:
        The runs that were undone.

    Raises:
        WorkTreeError: A run is under way, or a file was changed since, or cannot be written.
    """
    undone = []
    for run in _runs_at(target):
        with _claimed(run.record) as free:
            if not free:
                raise _under_way(run)
            if _is_interrupted(run):
                run.undo()
                undone.append(run)
            run.end()
    return undone


def _refuse_others(run: Journal) -> None:
    for other in _runs_at(run.folder):
        if other.record == run.record:
            continue
        with _claimed(other.record) as free:
            if not free:
                raise _under_way(other)
            if _is_interrupted(other):
                raise WorkTreeError(
                    "A run was cut off here while it wrote.",
                    file=other.work,
                    hint="Run again with --write: that puts its files back first.",
                )


def _is_interrupted(run: Journal) -> bool:
    """Whether there is something to put back, now that the run is known to live no more."""
    return _is_open(run) and run.interrupted


def _is_open(run: Journal) -> bool:
    """Whether the journal on the disk still says what is to be put back."""
    try:
        return bool(Journal.load(run.record).entries)
    except FileNotFoundError:
        return False


def _under_way(run: Journal) -> WorkTreeError:
    return WorkTreeError("Another run is writing here.", file=run.work, hint="Wait for it.")


def _runs_at(target: Path) -> Iterator[Journal]:
    """The runs that touch a target, or a part of it, or what it is a part of."""
    real = target.resolve()
    folder = real if real.is_dir() else real.parent
    for record in folders(_KIND, folder):
        with suppress(FileNotFoundError):  # it has just ended, or was cut off before it began
            run = Journal.load(record)
            near = folder.is_relative_to(run.folder) or run.folder.is_relative_to(folder)
            moved = None if near and is_own_folder(run.work) else _moved(run, folder)
            if near or moved:
                yield moved or run


def _moved(run: Journal, folder: Path) -> Journal | None:
    """A run whose folder was renamed while it was cut off: its work folder went along."""
    if run.entries and not is_own_folder(run.work):
        for place in (folder, *folder.parents, *_below(folder)):
            found = replace(run, folder=place)
            if is_own_folder(found.work):
                return found
    return None


def _below(folder: Path) -> Iterator[Path]:
    for inner, names, _ in os.walk(folder):
        names[:] = [name for name in names if is_entered(inner, name)]
        yield from (Path(inner, name) for name in names)


@contextmanager
def _claimed(record: Path) -> Iterator[bool]:
    """Hold a record; the answer is whether no run that lives holds it."""
    try:
        handle = os.open(record, os.O_RDONLY)
    except FileNotFoundError:  # it has just ended
        yield True
        return
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
