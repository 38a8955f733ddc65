"""What a target imports beside itself: the target of a revision, nothing of the work tree."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from routeshift.config import is_installed
from routeshift.errors import TargetError
from routeshift.importing import importable, instead
from routeshift.targets.revision import stands_for


@contextmanager
def imported_beside(spec: str) -> Iterator[None]:
    """Let a target import what stands beside it, of a revision as it was in that revision.

    Args:
        spec: A target, which is loaded meanwhile.

    Raises:
        TargetError: One of a revision has imported modules of the work tree all the same: what is
            said of it would be true of no revision.
    """
    found = stands_for(spec)
    if found is None:
        importable(os.getcwd())
        yield
        return
    instead(*found)
    importable(found[0])
    yield
    name = next(_mixed(*found), None)
    if name is not None:
        raise TargetError(
            f"{spec} imports {name} from the work tree, not from its revision.",
            file=sys.modules[name].__file__,
            hint="Run the command at the root of the repository, of which all is taken from the "
            "revision; or name a checkout of it, as `git worktree add` makes one.",
        )


def _mixed(folder: str, other: str) -> Iterator[str]:
    """The modules of the repository around a folder that are not of what stands for it."""
    top = next((p for p in (Path(other), *Path(other).parents) if (p / ".git").exists()), None)
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        # This program itself may be in the repository, and so may the environment.
        if top and file and not name.startswith("routeshift") and not _is_of_environment(file):
            place = Path(os.path.realpath(file))
            inside = place.is_relative_to(other)
            of_both = inside and (Path(folder) / place.relative_to(other)).exists()
            if of_both or (not inside and place.is_relative_to(top)):
                yield name


def _is_of_environment(file: str) -> bool:
    own = (sys.prefix, sys.base_prefix)
    return is_installed(Path(file)) or any(file.startswith(f"{at}{os.sep}") for at in own)
