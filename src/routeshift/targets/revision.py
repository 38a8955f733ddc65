"""A path or an app as it was in another revision: `git:REV:PATH`, `git:REV:module:app`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from routeshift import git
from routeshift.errors import RouteshiftError, TargetError

PREFIX = "git:"
# The folder of a revision's files, and the file beside it that says which folder it stands for.
_NAME, _TREE, _OF = "routeshift-git-", "tree", "of"


@contextmanager
def checked_out(spec: str) -> Iterator[str]:
    """Give a target as a path that can be read, for as long as the context is open.

    All of the current folder is taken from the revision, so that the package finds its settings
    and its neighbours, as it is in git, without filters and export rules; so are submodules, of the
    commit that it names. Symlinks that lead out of it are left out. The work tree stays as it is.

    Args:
        spec: `git:REV:PATH`, the path relative to the current folder, or `git:REV:module:app`, the
            module as it is imported from there; anything else is given back unchanged.

    Raises:
        TargetError: When there is no such revision or path.
    """
    if not spec.startswith(PREFIX):
        yield spec
        return
    revision, colon, path = spec.removeprefix(PREFIX).partition(":")
    if not (colon and revision and path) or revision.startswith("-"):
        hint = "Write git:REV:PATH, or git:REV:module:app."
        raise TargetError(f"{spec!r} is no revision and path.", hint=hint)
    with tempfile.TemporaryDirectory(prefix=_NAME) as outer:
        folder = os.path.join(outer, _TREE)
        Path(outer, _OF).write_bytes(os.fsencode(os.getcwd()))
        os.mkdir(folder)
        _unpack(revision, Path(folder))
        # `..` or a symlink could lead to files of the user that are no part of the revision.
        inside = Path(folder).resolve()
        if not any(
            p.exists() and p.resolve().is_relative_to(inside) for p in _places(folder, path)
        ):
            raise TargetError(
                f"git has no {path!r} in {revision!r}.",
                hint="Give the path relative to the current folder; no symlink may lead out of it. "
                "The folder that a module is imported from stands before it, as in "
                "git:REV:src/shop.server:app.",
            )
        try:
            yield str(Path(folder, path))
        except RouteshiftError as error:
            raise _renamed(error, folder, f"{PREFIX}{revision}:") from error


def stands_for(path: str) -> tuple[str, str] | None:
    """The folder of a revision that a target lies in, and the one of the work tree.

    Args:
        path: What `checked_out` gave, perhaps to another process; None for any other target.
    """
    # The outermost: files of a revision may be called so, too.
    for folder in reversed(Path(path).parents):
        told = folder.parent / _OF
        if folder.name == _TREE and folder.parent.name.startswith(_NAME) and told.is_file():
            return os.path.realpath(folder), os.path.realpath(os.fsdecode(told.read_bytes()))
    return None


def named(place: str, path: str, spec: str) -> str:
    """A place below a checked out path, as its user would call it.

    Args:
        place: A file, or `file:line`, below the folder that `checked_out` made.
        path: What `checked_out` gave.
        spec: What it was given.

    >>> named("/tmp/x/shop/a.py:3", "/tmp/x/shop", "git:HEAD~1:shop")
    'git:HEAD~1:shop/a.py:3'
    """
    # What both end with is the path, or the app, in the folder.
    pairs = zip(reversed(path), reversed(spec), strict=False)
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    folder, revision = path[: len(path) - shared], spec[: len(spec) - shared]
    return revision + place.removeprefix(folder) if place.startswith(folder) else place


def _places(folder: str, path: str) -> Iterator[Path]:
    """Where a path may be, or the module of an app, as it is imported from a folder."""
    yield Path(folder, path)
    module, colon, _ = path.partition(":")
    if colon:
        head, _, dotted = module.rpartition("/")
        place = Path(folder, head, *dotted.split("."))
        yield from (Path(folder, module), Path(f"{place}.py"), place)


def _renamed(error: RouteshiftError, folder: str, name: str) -> RouteshiftError:
    """The same error, with the revision instead of the temporary folder in its words."""
    message, file, hint = (
        None if words is None else str(words).replace(f"{folder}/", name)
        for words in (error.message, error.file, error.hint)
    )
    return type(error)(message or "", file=file, line=error.line, hint=hint)


_PROGRAM, _LINK, _SUBMODULE = "100755", "120000", "160000"


def _unpack(revision: str, folder: Path) -> None:
    """Write the files of a revision into an empty folder, and nothing beside it."""
    try:
        files = list(_files(Path.cwd(), revision))
    except git.GitError as error:
        raise TargetError(
            f"git has no revision {revision!r} here: {error}.",
            hint="Run the command inside the repository.",
        ) from error
    try:
        # Links after all files: nothing is written through one.
        for name, mode, data in sorted(files, key=lambda file: file[1] == _LINK):
            _put(folder / name, mode, data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TargetError(f"The revision {revision!r} cannot be unpacked: {reason}.") from error
    _cut(folder, [folder / name for name, mode, _ in files if mode == _LINK])


def _files(here: Path, revision: str) -> Iterator[tuple[str, str, bytes]]:
    """The path, mode and text of each file that a folder has in a revision."""
    found = git.entries(here, revision)
    of_own = [one for one in found if one.mode != _SUBMODULE]
    holding = git.blobs(here, [one.blob for one in of_own])
    yield from ((_inside(one.path, revision), one.mode, next(holding)) for one in of_own)
    for one in found:
        path = _inside(one.path, revision)
        # Of one that was never fetched there is nothing, as in a checkout.
        if one.mode == _SUBMODULE and (here / path / ".git").exists():
            with suppress(git.GitError):
                below = _files(here / path, one.blob)
                yield from ((f"{path}/{name}", mode, data) for name, mode, data in below)


def _put(place: Path, mode: str, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if mode == _LINK:
        place.symlink_to(os.fsdecode(data))
        return
    place.write_bytes(data)
    if mode == _PROGRAM:
        now = place.stat().st_mode
        # Who may read it may run it, as git has it.
        place.chmod(now | (now >> 2) & 0o111)


def _inside(path: bytes, revision: str) -> str:
    """A path of a tree; git itself makes none that leads out, a forged tree may."""
    parts = os.fsdecode(path).split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        found = os.fsdecode(path)
        raise TargetError(f"The revision {revision!r} holds {found!r}, which leads out.")
    return "/".join(parts)


def _cut(folder: Path, links: list[Path]) -> None:
    """Remove the symlinks that lead out of a folder, whatever other links they go through."""
    root = os.path.realpath(folder)
    for link in [link for link in links if not _leads_into(link, root)]:
        link.unlink()


def _leads_into(link: Path, root: str) -> bool:
    return f"{os.path.realpath(link)}{os.sep}".startswith(f"{root}{os.sep}")
