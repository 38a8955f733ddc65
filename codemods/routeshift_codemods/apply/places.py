"""Where the files of a run really are: inside what they seem to be in, and never git's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from routeshift.errors import WorkTreeError
from routeshift_codemods.changes import FileChange


def resolved(changes: Sequence[FileChange]) -> list[FileChange]:
    """The changes where the files really are, by path: a symlink stays one, unless it goes.

    A repository can hold symlinks to anywhere on the machine, to files that are and that are not
    yet; a run that followed them out would write what its user never named.

    Raises:
        WorkTreeError: A symlink leads out of the folder that holds all that changes, or a file
            is git's own.
    """
    if not changes:
        return []
    around = common_folder([change.path for change in changes]).resolve()
    found = sorted(map(_resolved, changes), key=lambda change: change.path)
    for change in found:
        if is_of_git(change.path):
            raise WorkTreeError(
                "This is a file of git's own.", file=change.path, hint="Remove the symlink to it."
            )
        if not change.path.is_relative_to(around):
            raise WorkTreeError(
                f"A symlink below {around} leads to this file, which is outside.",
                file=change.path,
                hint="Migrate it where it is, or remove the symlink.",
            )
    return found


def _resolved(change: FileChange) -> FileChange:
    path = _real(change.path.parent) / change.path.name
    return replace(change, path=path if change.after is None else _real(path))


def _real(path: Path) -> Path:
    # `Path.resolve` fails on a circle.
    return Path(os.path.realpath(path))


def common_folder(paths: Sequence[Path]) -> Path:
    """The innermost folder that exists and holds some files."""
    common = Path(os.path.commonpath([path.parent for path in paths]))
    return next(path for path in (common, *common.parents) if path.is_dir())


def is_of_git(path: PurePath) -> bool:
    """Whether a path is git's own folder or in it, also where case does not count."""
    return any(part.lower() == ".git" for part in path.parts)
