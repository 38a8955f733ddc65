"""What is imported from where: Python's own modules are, whatever stands in a target's folder.

A folder may hold a `typing.py` or a `json.py`. Python takes these for its own modules when it
starts in such a folder with `-m` or `-c`, and in whoever puts the folder first on `sys.path`.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

# Run as a script: it says why.
_ALONE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "alone.py")


class _OwnModules:
    """Finds Python's own modules where Python has them."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The place of a top module of the standard library; None for all else."""
        # Only top modules: a package's own `shop.json` is nobody's rival.
        if path is None and name in sys.stdlib_module_names:
            return PathFinder.find_spec(name, _own_folders(), target)
        return None


def importable(folder: str) -> None:
    """Let the modules of a folder be imported before all but Python's own.

    Args:
        folder: Its absolute path.
    """
    if _OwnModules not in sys.meta_path:
        # Just before the path is searched: built-in modules and import hooks come first, as ever.
        place = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else 0
        sys.meta_path.insert(place, _OwnModules)
    if folder not in sys.path:
        sys.path.insert(0, folder)


class _Instead:
    """Finds what is installed from a folder, as an editable wheel is, in what stands for it.

    Attributes:
        folder: The folder that stands for it.
        other: The folder.
    """

    def __init__(self, folder: str, other: str) -> None:
        self.folder = folder
        self.other = other

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The place of a top module; None for all that is not of that folder."""
        others = (f for f in sys.meta_path if f is not self) if path is None else ()
        found = next(filter(None, (f.find_spec(name, path, target) for f in others)), None)
        if found is None or found.origin is None or not found.has_location:
            return None
        depth = 2 if found.submodule_search_locations else 1
        above = os.path.realpath(os.path.join(found.origin, *[os.pardir] * depth))
        there = self.in_its_stead(above)
        return PathFinder.find_spec(name, [there], target) if there != above else None

    def in_its_stead(self, place: str) -> str:
        """The folder that stands for one in there; itself where there is none."""
        real = os.path.realpath(place)
        if not place or not f"{real}{os.sep}".startswith(f"{self.other}{os.sep}"):
            return place
        there = os.path.join(self.folder, os.path.relpath(real, self.other))
        return os.path.normpath(there) if os.path.isdir(there) else place


def instead(folder: str, other: str) -> None:
    """Let what would be imported from a folder be imported from one that stands for it.

    Where only the first has a place, it stays: there an environment may be, or what is made.

    Args:
        folder: The absolute path of the one that stands for it.
        other: The other one's.
    """
    finder = _Instead(folder, other)
    if any(isinstance(one, _Instead) and one.folder == folder for one in sys.meta_path):
        return
    sys.path[:] = [finder.in_its_stead(place) for place in sys.path]
    sys.meta_path.insert(0, finder)


def alone(
    python: str, module: str, *words: str, needed: Sequence[str] = (), beside: str = ""
) -> list[str]:
    """The command line by which an interpreter runs a module of ours, and no other of this one's.

    Args:
        python: The interpreter.
        module: The module, whose `main` runs.
        words: What `main` takes.
        needed: The packages that the interpreter must have.
        beside: A folder with packages for what it lacks besides.
    """
    return [python, _ALONE, module, ",".join(needed), beside, *words]


def later(package: str, *modules: str) -> Callable[[str], Any]:
    """The `__getattr__` of a package that imports some of its modules when they are asked for.

    Args:
        package: The package.
        modules: Modules in it, each with an `__all__`, in the order in which a name is looked for.
    """

    def named(name: str) -> Any:
        for below in modules:
            module = importlib.import_module(f"{package}.{below}")
            if name in module.__all__:
                return getattr(module, name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return named


def _own_folders() -> list[str]:
    """The parts of `sys.path` that Python itself came with."""
    library = os.path.realpath(os.path.dirname(os.__file__))
    return [
        place
        for place in sys.path
        if os.path.realpath(place) == library
        or (
            os.path.dirname(os.path.realpath(place)) == library
            and os.path.basename(place) == "lib-dynload"
        )
    ]
