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
