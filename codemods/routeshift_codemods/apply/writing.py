"""Writing a plan: all files or none, by names that change places."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.journal import Journal, JournalEntry, digest, digest_of
from routeshift_codemods.apply.places import common_folder, resolved
from routeshift_codemods.apply.runs import begun
from routeshift_codemods.apply.staging import keep, make_folder, put
from routeshift_codemods.apply.swapping import carry_over, copy_changed, exchange, swappable
from routeshift_codemods.changes import FileChange


def write(changes: Sequence[FileChange]) -> None:
    """Write the files of a run.

    Everything is prepared in a hidden folder first. Where the system can, the folder that holds
    all that changes is then exchanged for a changed copy, in one step. Elsewhere a journal says
    what is about to happen; parts are exchanged, single files renamed, and then files go. When
    a step fails, all is put back; when the process is killed, `runs.recover` does it, and
    until then each API can be imported, as it was or as it will be.

    Raises:
        WorkTreeError: A file cannot be written, or changed since it was read, or is elsewhere
            than it seems.
    """
    found = resolved(changes)
    if not found:
        return
    try:
        # A user or an editor may have saved one since it was read.
        _unchanged(found)
        folders = swappable(found)
        if not (folders and _swapped(found, folders)):
            _renamed(found, [])
    except OSError as error:
        raise WorkTreeError(
            f"The files cannot be written: {error.strerror}; nothing was changed.",
            file=error.filename,
            hint="Mend that, and run again.",
        ) from error


def _swapped(changes: Sequence[FileChange], folders: Sequence[Path]) -> bool:
    """Whether the run could be done with exchanges of folders; nothing has changed if not."""
    inside = [change for change in changes if change.path.is_relative_to(folders[0])]
    try:
        if len(inside) == len(changes):
            _exchange_all(folders[0], changes)
        else:
            _renamed(changes, folders)
    except OSError:
        return False
    return True


def _exchange_all(folder: Path, changes: Sequence[FileChange]) -> None:
    with begun(folder, beside=True) as run:
        copy = run.work / folder.name
        copy_changed(folder, copy, changes)
        _unchanged(changes)
        exchange(copy, folder)
        carry_over(copy, folder, {change.path for change in changes})


def _renamed(changes: Sequence[FileChange], folders: Sequence[Path]) -> None:
    """Exchange folders, rename the files that are not in them, and keep a journal meanwhile."""
    common = common_folder([change.path for change in changes])
    with begun(common, beside=False) as run:
        copies = [run.work / f"folder{number}" for number in range(len(folders))]
        for copy, folder in zip(copies, folders, strict=True):
            copy_changed(folder, copy, [c for c in changes if c.path.is_relative_to(folder)])
        for number, change in enumerate(changes):
            _stage(run, number, change)
        journal = _with_files(run, changes)
        _unchanged(changes)
        try:
            # From here on a run that is cut off can be put back; before, nothing has changed.
            journal.save()
            for copy, folder in zip(copies, folders, strict=True):
                exchange(copy, folder)
                carry_over(copy, folder, {change.path for change in changes})
            _commit(journal, changes, folders)
            journal.close()
        except BaseException:
            journal.undo()
            raise


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


def _with_files(run: Journal, changes: Sequence[FileChange]) -> Journal:
    """The journal of a run that is about to change files."""
    parents = [change.path.parent for change in changes if change.after is not None]
    missing = {p for parent in parents for p in (parent, *parent.parents) if not p.exists()}
    return replace(
        run,
        folders=tuple(str(folder.relative_to(run.folder)) for folder in sorted(missing)),
        entries=tuple(
            JournalEntry(str(c.path.relative_to(run.folder)), digest_of(c.path), digest(c.after))
            for c in changes
        ),
    )


def _stage(journal: Journal, number: int, change: FileChange) -> None:
    if change.before is not None:
        keep(change.path, journal.kept(number))
    if change.after is not None:
        put(journal.staged(number), change)


# What imports the modules beside it is written after them.
_IMPORTING = ("api", "protocol", "__init__")


def _commit(journal: Journal, changes: Sequence[FileChange], folders: Sequence[Path]) -> None:
    for name in journal.folders:
        if not journal.place_of(name).exists():
            make_folder(journal.place_of(name))
    for number, change in sorted(_left(changes, folders), key=lambda row: _turn(row[1])):
        if change.after is None:
            change.path.unlink()
        else:
            os.replace(journal.staged(number), change.path)


def _left(
    changes: Sequence[FileChange], folders: Sequence[Path]
) -> Iterator[tuple[int, FileChange]]:
    """The changes that no exchange has made yet, with their numbers."""
    for number, change in enumerate(changes):
        if not any(change.path.is_relative_to(folder) for folder in folders):
            yield number, change


def _turn(change: FileChange) -> tuple[bool, bool, bool]:
    importing = change.path.stem in _IMPORTING and (
        change.before is not None or change.path.stem == "__init__"
    )
    # New files first and what imports them after:
    # whoever imports meanwhile finds the old or the new.
    return change.after is None, importing, change.before is not None
