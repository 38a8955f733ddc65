"""One harness for all before/after cases: what a rewrite must never get wrong."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from routeshift.config import load_config
from routeshift.discovery import discover
from routeshift.openapi import document
from routeshift_codemods.outcome import Migration

CASES = Path(__file__).parent / "cases"
SUPPORT = Path(__file__).parent / "support"
PACKAGE = "shop"


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their relative path, without caches."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """Import the case's package from a folder, and forget it afterwards.

    Another test may have imported a package of the same name: it comes back at the end. No
    bytecode is left in the folder, which other tests copy and compare.
    """
    paths = [str(folder), str(SUPPORT)]
    others = _forgotten()
    sys.path[:0] = paths
    bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.dont_write_bytecode = bytecode
        del sys.path[: len(paths)]
        _forgotten()
        sys.modules.update(others)


def _forgotten() -> dict[str, ModuleType]:
    ours = [name for name in sys.modules if name.partition(".")[0] == PACKAGE]
    return {name: sys.modules.pop(name) for name in ours}


def names(folder: Path) -> dict[str, set[str]]:
    """What `from module import name` finds, by module; importing each module must work."""
    with importable(folder):
        package = importlib.import_module(PACKAGE)
        found = {PACKAGE: set(vars(package))}
        for info in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
            found[info.name] = set(vars(importlib.import_module(info.name)))
            above, _, name = info.name.rpartition(".")
            found[above].add(name)
        return found


def dropped(plan: Migration) -> set[tuple[str, str]]:
    """What the report says of names that can no longer be imported: module and name."""
    return {(one.module, name) for one in plan.dropped for name in one.names}


def stars(folder: Path) -> dict[str, set[str]]:
    """What `from module import *` gives, by module, submodules aside."""
    found = {}
    with importable(folder):
        package = importlib.import_module(PACKAGE)
        modules = [PACKAGE, *(i.name for i in pkgutil.walk_packages(package.__path__, "shop."))]
        for name in modules:
            space: dict[str, Any] = {}
            exec(f"from {name} import *", space)
            own = {n for n, v in space.items() if getattr(v, "__name__", "") == f"{name}.{n}"}
            found[name] = set(space) - own - {"__builtins__"}
    return found


def documented(folder: Path) -> dict[str, Any]:
    """The OpenAPI document of the package."""
    with importable(folder):
        return document(discover(PACKAGE, prefix=load_config(folder).prefix))
