"""What the project around a folder has settled for its tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from routeshift.config import parse_toml
from routeshift.errors import TargetError
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.once import once

# The width of ruff and black, where a project says nothing else.
USUAL_WIDTH = 88
# In one folder the first of them counts, as ruff itself reads them.
RUFF_FILES = (".ruff.toml", "ruff.toml")
_PROJECT = "pyproject.toml"


def project_table(tree: Tree, start: Path) -> tuple[Path | None, dict[str, Any]]:
    """The nearest pyproject.toml above a folder, and what it says; nothing without one."""
    rows = (row for row in settings_above(tree, start) if row[0].name == _PROJECT)
    return next(rows, (None, {}))


def ruff_settings(tree: Tree, start: Path) -> tuple[Path | None, dict[str, Any]]:
    """The nearest file with settings of ruff for a folder, and what they are; nothing without."""
    return next(_ruff_files(tree, start), (None, {}))


def line_length(tree: Tree, start: Path) -> int:
    """How long the lines of a folder's project may be: as ruff is told, or black, or as usual."""
    for file, settings in _ruff_files(tree, start):
        found = _length(settings) or _extended(tree, file, settings, frozenset({file}))
        if found:
            return found
        break
    _, table = project_table(tree, start)
    return _length(table.get("tool", {}).get("black", {})) or USUAL_WIDTH


# Each folder with a file to be written is asked for, several times, and so are all above it.
@once
def settings_above(tree: Tree, folder: Path) -> tuple[tuple[Path, dict[str, Any]], ...]:
    """The TOML files with settings in a folder and in those above it, the nearest first."""
    files = (folder / name for name in (*RUFF_FILES, _PROJECT))
    own = [(file, table) for file in files if (table := _table(tree, file)) is not None]
    return (*own, *(settings_above(tree, folder.parent) if folder.parent != folder else ()))


def _ruff_files(tree: Tree, start: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for file, table in settings_above(tree, start):
        settings = table.get("tool", {}).get("ruff") if file.name == _PROJECT else table
        if isinstance(settings, dict):
            yield file, settings


def _extended(
    tree: Tree, file: Path, settings: dict[str, Any], seen: frozenset[Path]
) -> int | None:
    """The width of the file that a file of ruff extends."""
    if not isinstance(settings.get("extend"), str):
        return None
    base = (file.parent / Path(settings["extend"]).expanduser()).resolve()
    table = _table(tree, base)
    if table is None or base in seen:
        return None
    if base.name == "pyproject.toml":
        table = table.get("tool", {}).get("ruff", {})
    return _length(table) or _extended(tree, base, table, seen | {base})


def _length(settings: dict[str, Any]) -> int | None:
    found = settings.get("line-length")
    # `true` is an int to Python, and no width.
    return found if type(found) is int and found > 0 else None


def _table(tree: Tree, file: Path) -> dict[str, Any] | None:
    """A TOML file; None when there is none. One that does not parse says nothing."""
    data = tree.read(file)
    if data is None:
        return None
    try:
        return parse_toml(file, data)
    except TargetError:
        return {}
