"""The user's state folder, where a run says what it does: no clone and nobody else writes there."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.worktree import top_of

_ELSEWHERE = "Set XDG_STATE_HOME to a folder that is yours alone."


def state_folder() -> Path:
    """`$XDG_STATE_HOME/routeshift`, or `~/.local/state/routeshift`, whether it exists or not.

    Raises:
        WorkTreeError: Nobody knows the user's home.
    """
    # A relative one would lie in whatever folder the command runs in: in a clone.
    given = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(given):
        return Path(given, "routeshift")
    try:
        return Path.home() / ".local" / "state" / "routeshift"
    except RuntimeError as error:
        raise WorkTreeError("There is no home folder.", hint=_ELSEWHERE) from error


def holds_state(folder: Path) -> bool:
    """Whether the state folder lies in a folder, or in the work tree that the folder is in."""
    root = top_of(folder) or folder
    return state_folder().resolve().is_relative_to(root)


def new_folder(kind: str, folder: Path) -> Path:
    """Make a folder of this user's alone in the state folder.

    Args:
        kind: What it is for, the name of the folder around it; its own is random.
        folder: What the run changes.

    Raises:
        WorkTreeError: It cannot be made, or others could have put something there.
    """
    state = state_folder()
    if holds_state(folder):
        raise WorkTreeError(
            f"The state folder {state} is in what would change: it could have come with it.",
            file=folder,
            hint=_ELSEWHERE,
        )
    # A name that nobody can guess, and so nobody can put there first.
    made = state / kind / secrets.token_hex(16)
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
        for path in (state, state / kind):
            path.mkdir(mode=0o700, exist_ok=True)
            if not is_private(path):
                raise WorkTreeError(
                    "This folder is not yours alone: others could write there what a run believes.",
                    file=path,
                    hint=f"chmod 700 makes it so, if it is yours. {_ELSEWHERE}",
                )
        made.mkdir(mode=0o700)
    except OSError as error:
        raise WorkTreeError(
            f"The state of the run cannot be written: {error.strerror}.",
            file=error.filename or state,
            hint=_ELSEWHERE,
        ) from error
    return made


def folders(kind: str, folder: Path) -> Iterator[Path]:
    """The folders of a kind that are believed, by name; none where `new_folder` would make none.

    Args:
        kind: What they are for.
        folder: What the run changes.
    """
    around = state_folder() / kind
    if not holds_state(folder) and is_private(around.parent) and is_private(around):
        yield from (path for path in sorted(around.iterdir()) if is_private(path))


def is_private(path: Path) -> bool:
    """Whether a file or folder is this user's, and nobody else can write or read it."""
    try:
        found = path.lstat()
    except OSError:
        return False
    closed = not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    # The mode of a symlink is open to all.
    return closed and found.st_uid == owner()


def owner() -> int:
    """The number of the user whom this process acts for."""
    return getattr(os, "geteuid", lambda: 0)()
