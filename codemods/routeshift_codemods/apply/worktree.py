"""Git: whether it has what a rewrite is about to replace."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from routeshift import git
from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.places import resolved
from routeshift_codemods.changes import FileChange


def refuse_dirty(paths: Iterable[Path]) -> None:
    """Refuse to write into git work trees with uncommitted changes, as `git status` lists them.

    Args:
        paths: Files and folders; the work tree that each of them is in is looked at once.

    Raises:
        WorkTreeError: There are some, or git cannot tell.
    """
    for top in dict.fromkeys(top_of(path.resolve()) for path in paths):
        if top is None:
            continue
        with _naming_git(top):
            changed = next(git.changed(top), None)
        if changed is not None:
            raise _unsaved(changed, "The git work tree has uncommitted changes.")


def refuse_unsaved(changes: Sequence[FileChange]) -> list[FileChange]:
    """Refuse to replace a file that the last commit has not got as it is.

    `git status` does not list all of these: it is silent on files that are ignored, and believes
    `assume-unchanged` and `skip-worktree`. Here the very files are compared with the commit.

    Args:
        changes: What a run is about to write.

    Returns:
        The files that are in no work tree, as they are: from git there is no way back to them.

    Raises:
        WorkTreeError: There is such a file, or git cannot tell, or a file is not where it seems.
    """
    loose: list[FileChange] = []
    inside: dict[Path, list[FileChange]] = {}
    for change in resolved(changes):
        if change.before is not None:
            top = top_of(change.path.parent)
            (loose if top is None else inside.setdefault(top, [])).append(change)
    for top, files in inside.items():
        with _naming_git(top):
            saved = {one.path: one.blob for one in git.entries(top, "HEAD", top=True)}
        for change in files:
            blob = saved.get(os.fsencode(change.path.relative_to(top)))
            if blob is None:
                raise _unsaved(change.path, "The last commit does not have this file.")
            if not _is_blob(blob, _held(change)):
                raise _unsaved(change.path, "The last commit has this file otherwise.")
    return loose


def top_of(path: Path) -> Path | None:
    """The top of the work tree that a path is in; None when it is in none."""
    return next((place for place in (path, *path.parents) if (place / ".git").exists()), None)


def _held(change: FileChange) -> bytes:
    if change.path.is_symlink():
        return os.fsencode(os.readlink(change.path))
    return change.before or b""


def _is_blob(blob: str, data: bytes) -> bool:
    # Git may have a file with other line ends than the work tree.
    return blob in (_blob_of(data, blob), _blob_of(data.replace(b"\r\n", b"\n"), blob))


def _blob_of(data: bytes, like: str) -> str:
    """The id that git gives to bytes, of the kind of another id."""
    kind = "sha1" if len(like) == hashlib.sha1(usedforsecurity=False).digest_size * 2 else "sha256"
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@contextmanager
def _naming_git(top: Path) -> Iterator[None]:
    try:
        yield
    except git.GitError as error:
        raise WorkTreeError(
            f"Git cannot tell whether the work tree is clean: {error}.",
            file=top,
            hint="Mend that, or pass --allow-dirty.",
        ) from error


def _unsaved(path: Path, message: str) -> WorkTreeError:
    return WorkTreeError(
        message,
        file=path,
        hint="Commit or stash it, or pass --allow-dirty. Once a part of a move is committed, "
        "`compare` and `verify` want the commit before it in place of HEAD.",
    )
