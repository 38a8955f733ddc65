"""Git: whether a work tree has changes that a rewrite could bury."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from routeshift.errors import WorkTreeError


def refuse_dirty(paths: Iterable[Path]) -> None:
    """Refuse to write into git work trees with uncommitted changes.

    Args:
        paths: Files and folders; the work tree that each of them is in is looked at once.

    Raises:
        WorkTreeError: There are some, or git cannot tell.
    """
    found = (repository for path in paths for repository in _around(path.resolve()))
    for repository in dict.fromkeys(found):
        changed = next(_changed(repository), None)
        if changed is not None:
            raise WorkTreeError(
                "The git work tree has uncommitted changes.",
                file=repository / changed,
                hint="Commit or stash them, or pass --allow-dirty.",
            )


def _around(path: Path) -> list[Path]:
    """The work tree that a path is in, if it is in one."""
    return [place for place in (path, *path.parents) if _is_top(place)][:1]


def _is_top(folder: Path) -> bool:
    return (folder / ".git").exists()


def _changed(repository: Path) -> Iterator[str]:
    """The files that differ from the last commit, or are not in it, as git names them."""
    command = ["git", "-C", str(repository), "status", "--porcelain", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise _unknown(repository, str(error.strerror)) from error
    if done.returncode != 0:
        raise _unknown(repository, os.fsdecode(done.stderr).strip().partition("\n")[0])
    yield from (os.fsdecode(row[3:]) for row in done.stdout.split(b"\0") if row)


def _unknown(repository: Path, reason: str) -> WorkTreeError:
    return WorkTreeError(
        f"Git cannot tell whether the work tree is clean: {reason}.",
        file=repository,
        hint="Mend that, or pass --allow-dirty.",
    )
