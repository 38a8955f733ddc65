"""What a target imports beside itself: the target of a revision, nothing of the work tree."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from routeshift import git
from routeshift.config import is_installed
from routeshift.errors import TargetError
from routeshift.importing import importable
from routeshift.targets.revision import stands_for

# This program itself may be in the repository.
_OURS = ("routeshift", "routeshift_codemods")


@contextmanager
def imported_beside(spec: str) -> Iterator[None]:
    """Let a target import what stands beside it, of a revision as it was in that revision.

    For such a one its folder becomes the working folder, too: what it opens or starts is as it was.

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
    finder = _OfRevision(spec, *found)
    if finder not in sys.meta_path:
        sys.meta_path.insert(0, finder)
        finder.move_in()
    yield
    # Whatever no finder was asked for, or was there before.
    for name, module in list(sys.modules.items()):
        finder.refuse_other(name, getattr(module, "__file__", None))


@dataclass(frozen=True)
class _OfRevision:
    """Finds what would be imported from the work tree in what stands for it.

    Attributes:
        spec: The target.
        folder: The folder that stands for the work tree, as it was.
        other: The folder of the work tree.
    """

    spec: str
    folder: str
    other: str

    def move_in(self) -> None:
        """Let all that is imported or opened by a relative path be of the revision."""
        sys.path[:] = [self.in_its_stead(place) for place in sys.path]
        importable(self.folder)
        os.chdir(self.folder)
        # Of what the target starts, too.
        places = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        if any(places):
            os.environ["PYTHONPATH"] = os.pathsep.join(map(self.in_its_stead, places))

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The place of a module in the revision, whoever else finds it.

        Raises:
            TargetError: The revision has it not there, where Git has it now.
        """
        if name.partition(".")[0] in _OURS:
            return None
        finders = [f.find_spec for f in sys.meta_path if f is not self and hasattr(f, "find_spec")]
        found = next(filter(None, (find(name, path, target) for find in finders)), None)
        if found is None or not found.has_location or found.origin is None:
            return self._of_namespace(found)
        depth = 1 if found.submodule_search_locations is None else 2
        above = os.path.realpath(os.path.join(found.origin, *[os.pardir] * depth))
        there = self.in_its_stead(above)
        moved = PathFinder.find_spec(name, [there], target) if there != above else None
        if moved is None:
            self.refuse_other(name, found.origin)
        return moved or found

    def _of_namespace(self, found: ModuleSpec | None) -> ModuleSpec | None:
        places = list(found.submodule_search_locations or ()) if found else []
        moved = [self.in_its_stead(place) for place in places]
        # One that changes with the path goes on doing so.
        if found and moved != places:
            found.submodule_search_locations = moved
        return found

    def in_its_stead(self, place: str) -> str:
        """What stands for a folder or an archive; itself where nothing does."""
        real = os.path.realpath(place)
        if not place or not f"{real}{os.sep}".startswith(f"{self.other}{os.sep}"):
            return place
        there = os.path.join(self.folder, os.path.relpath(real, self.other))
        return os.path.normpath(there) if os.path.exists(there) else place

    def refuse_other(self, name: str, file: str | None) -> None:
        """Refuse a module of the work tree.

        Of no revision are the environment, and what Git ignores.

        Raises:
            TargetError: It is one.
        """
        place = os.path.realpath(file or self.folder)
        if name.partition(".")[0] in _OURS or Path(place).is_relative_to(self.folder):
            return
        top = _top(self.other)
        if top is None or not Path(place).is_relative_to(top) or _is_of_environment(place):
            return
        if self.in_its_stead(place) == place and not _is_known(top, place):
            return
        inside = Path(place).is_relative_to(self.other)
        raise TargetError(
            f"{self.spec} imports {name} from the work tree, not from its revision.",
            file=file,
            hint=_CHECKOUT if inside else f"{_ROOT}, or {_CHECKOUT[0].lower()}{_CHECKOUT[1:]}",
        )


_ROOT = "Run the command at the root of the repository, of which all is taken from the revision"
_CHECKOUT = "Name a checkout of the revision, as `git worktree add` makes one."


@cache
def _top(folder: str) -> Path | None:
    return next((p for p in (Path(folder), *Path(folder).parents) if (p / ".git").exists()), None)


@cache
def _is_known(top: Path, place: str) -> bool:
    try:
        return git.knows(top, Path(place))
    except git.GitError:
        # A submodule's, for one: of no revision as far as anyone can tell.
        return True


def _is_of_environment(place: str) -> bool:
    own = map(os.path.realpath, (sys.prefix, sys.base_prefix))
    return is_installed(Path(place)) or any(place.startswith(f"{at}{os.sep}") for at in own)
