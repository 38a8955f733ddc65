"""What a command works on that names less than it could: the settings say the rest."""

from __future__ import annotations

import os
from pathlib import Path

from routeshift.config import load_config
from routeshift.errors import TargetError

_WHERE = "pyproject.toml"


def wanted_target(given: str | None, how: str = "Give one") -> str:
    """The TARGET of a command: the one that it was given, or else that of the settings.

    Args:
        given: What it was given.
        how: How to give one.

    Raises:
        TargetError: It was given none, and the settings name none.
    """
    found = given or load_config(Path.cwd()).target
    if found is None:
        hint = f"{how}, or write `target` in [tool.routeshift] of {_WHERE}."
        raise TargetError("No TARGET was given.", hint=hint)
    return found


def two_sides(old: str | None, new: str | None, against: str | None) -> tuple[str, str]:
    """What names the two sides of a comparison.

    Args:
        old: The old one; with a revision, the only one that is named.
        new: The new one.
        against: A revision in place of the old one.

    Raises:
        TargetError: A side is missing, or there is one too many.
    """
    if against is not None and None in (old, new):
        return _since(against, old or new)
    if old is None or new is None or against is not None:
        raise TargetError(
            "A comparison has two sides.",
            hint="Give OLD and NEW, or --against REV and at most one of them.",
        )
    return old, new


def _since(revision: str, given: str | None) -> tuple[str, str]:
    """The two sides of a comparison with a revision.

    The committed document comes before the target: nothing has to be imported for it, neither of
    today nor of the revision, whose dependencies may be others.

    Args:
        revision: A commit, branch or tag.
        given: The document or TARGET of today; None for what the settings name.

    Returns:
        What names the old and the new one, as on the command line.

    Raises:
        TargetError: No document and no TARGET is named, or it has no path in the revision.
    """
    config = load_config(Path.cwd())
    document = None if config.document is None else str(config.document)
    new = given or document or wanted_target(None)
    path = Path(new)
    if not path.exists():
        raise TargetError(
            f"{new!r} has no path that it had in {revision!r}.",
            hint="Give a document or a package by its path, or OLD and NEW.",
        )
    there = os.path.relpath(path)
    if path.is_dir() and there.split(os.sep)[0] in (os.curdir, os.pardir):
        hint = f"Run it in {os.path.dirname(os.path.abspath(path))}."
        raise TargetError(f"{new!r} lies not below the current folder.", hint=hint)
    # From here, where Git begins at the top of the repository unless it is told.
    return f"git:{revision}:{f'./{there}' if path.is_file() else there}", new
