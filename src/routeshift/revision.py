"""A path as it was in another revision of the Git repository: `git:REV:PATH`."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from routeshift.errors import RouteshiftError, TargetError

PREFIX = "git:"


@contextmanager
def checked_out(spec: str) -> Iterator[str]:
    """Give a target as a path that can be read, for as long as the context is open.

    All of the current folder is taken from the revision, so that the package finds its settings
    and its neighbours. The work tree stays as it is.

    Args:
        spec: `git:REV:PATH`, the path relative to the current folder; anything else is given
            back unchanged.

    Raises:
        TargetError: When there is no such revision or path.
    """
    if not spec.startswith(PREFIX):
        yield spec
        return
    revision, colon, path = spec.removeprefix(PREFIX).partition(":")
    if not (colon and revision and path) or revision.startswith("-"):
        raise TargetError(f"{spec!r} is no revision and path.", hint="Write git:REV:PATH.")
    with tempfile.TemporaryDirectory(prefix="routeshift-git-") as folder:
        with tarfile.open(fileobj=io.BytesIO(_archive(revision))) as archive:
            archive.extractall(folder, filter="data")
        found = Path(folder, path)
        if not found.exists() or not found.resolve().is_relative_to(Path(folder).resolve()):
            raise TargetError(
                f"git has no {path!r} in {revision!r}.",
                hint="Give the path relative to the current folder.",
            )
        try:
            yield str(found)
        except RouteshiftError as error:
            raise _renamed(error, folder, f"{PREFIX}{revision}:") from error


def said(complaint: bytes) -> str:
    """The last line of what git complained, as a part of a sentence."""
    last = complaint.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return last.removeprefix("fatal: ").rstrip(".")


def named(place: str, path: str, spec: str) -> str:
    """A place below a checked out path, as its user would call it.

    Args:
        place: A file, or `file:line`, below the folder that `checked_out` made.
        path: What `checked_out` gave.
        spec: What it was given.

    >>> named("/tmp/x/shop/a.py:3", "/tmp/x/shop", "git:HEAD~1:shop")
    'git:HEAD~1:shop/a.py:3'
    """
    return place.replace(path, spec, 1) if spec != path and place.startswith(path) else place


def _renamed(error: RouteshiftError, folder: str, name: str) -> RouteshiftError:
    """The same error, with the revision instead of the temporary folder in its words."""
    message, file, hint = (
        None if words is None else str(words).replace(f"{folder}/", name)
        for words in (error.message, error.file, error.hint)
    )
    return type(error)(message or "", file=file, line=error.line, hint=hint)


def _archive(revision: str) -> bytes:
    command = ["git", "archive", "--format=tar", revision]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise TargetError("git could not be run.", hint="Install git, or give a path.") from error
    if done.returncode:
        raise TargetError(
            f"git has no revision {revision!r} here: {said(done.stderr)}.",
            hint="Run the command inside the repository.",
        )
    return done.stdout
