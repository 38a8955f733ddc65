"""Writing what the codemod plans: guarded by git, all files or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from routeshift.cli.output import complain
from routeshift.printable import line

if TYPE_CHECKING:
    from routeshift_codemods.changes import FileChange


def put_back(path: Path, *, write: bool) -> None:
    """Undo a run that was cut off, before anything else looks at its files.

    Raises:
        WorkTreeError: There is one, and this run must not write.
    """
    from routeshift.errors import WorkTreeError
    from routeshift_codemods.apply import recover, unfinished

    # Only whoever writes may change files: others say what is left to do.
    if write:
        if recover(path):
            complain("A run was cut off here; its files were put back.")
    elif run := unfinished(path):
        raise WorkTreeError(
            "A run was cut off here while it wrote.",
            file=run.work,
            hint="Run `routeshift migrate` with --write: it puts the files back first.",
        )


def write_changes(changes: Sequence[FileChange], *, allow_dirty: bool) -> Path | None:
    """Write the files; where those are kept that are in no git work tree.

    Raises:
        WorkTreeError: Git has not got what would be replaced.
    """
    from routeshift_codemods.apply import kept_copy, refuse_dirty, refuse_unsaved, write

    loose: list[FileChange] = []
    if not allow_dirty:
        # A folder may hold several work trees, and a project file lies above it.
        refuse_dirty(change.path for change in changes)
        loose = refuse_unsaved(changes)
    with kept_copy(loose) as folder:
        write(changes)
    return folder


def print_kept(folder: Path | None) -> None:
    """Say where the files are kept that no git work tree has."""
    if folder is not None:
        kept = line(str(folder))
        complain(f"No git work tree leads back from this; the files as they were are in {kept}.")
