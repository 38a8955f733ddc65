"""Git: whether a work tree has changes that a rewrite could bury."""

from __future__ import annotations

import subprocess
from pathlib import Path

from routeshift.errors import WorkTreeError


def refuse_dirty(target: Path) -> None:
    """Refuse to write into a git work tree with uncommitted changes.

    Raises:
        WorkTreeError: There are some.
    """
    folder = target if target.is_dir() else target.parent
    status = _git(folder, "status", "--porcelain")
    if not status:
        return
    top = _git(folder, "rev-parse", "--show-toplevel") or ""
    first = status.splitlines()[0][3:].strip('"')
    raise WorkTreeError(
        "The git work tree has uncommitted changes.",
        file=Path(top.strip(), first.partition(" -> ")[2] or first),
        hint="Commit or stash them, or pass --allow-dirty.",
    )


def _git(folder: Path, *arguments: str) -> str | None:
    """The output of git; None without git or outside of a work tree."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and a folder
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
