"""Copies of files to which git knows no way back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.places import common_folder
from routeshift_codemods.apply.state import new_folder
from routeshift_codemods.changes import FileChange


@contextmanager
def kept_copy(changes: Sequence[FileChange]) -> Iterator[Path | None]:
    """Copy files into the user's state folder; the copy stays if what follows goes well.

    Args:
        changes: Files as `resolved` gives them; all of them exist.

    Returns:
        The folder that holds the copies, by their paths relative to what holds them all; None
        when there is nothing to copy.

    Raises:
        WorkTreeError: They cannot be copied.
    """
    if not changes:
        yield None
        return
    around = common_folder([change.path for change in changes])
    folder = new_folder("kept", around)
    try:
        for change in changes:
            _copy(change.path, folder / around.name / change.path.relative_to(around))
        yield folder / around.name
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _copy(path: Path, copy: Path) -> None:
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy, follow_symlinks=False)
    except OSError as error:
        raise WorkTreeError(
            f"The file cannot be copied: {error.strerror}.",
            file=path,
            hint="Mend that, or pass --allow-dirty: there is no way back then.",
        ) from error
