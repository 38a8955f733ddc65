"""Files that are no Python, and name the file of a module that becomes a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from routeshift.wording import some_of
from routeshift_codemods.index import Module, Surroundings
from routeshift_codemods.plan.layout import Rewrite
from routeshift_codemods.resolve import Diagnostic

# Where a dotted name stands for a module, and not for what can be imported from it.
_SETTINGS = (".toml", ".cfg", ".ini")
# How many places a note names.
_SHOWN = 8


def notes_on_names(project: Surroundings, rewrites: Sequence[Rewrite]) -> Iterator[Diagnostic]:
    """Where a file that goes is named outside of Python: owners, hooks, settings, pages.

    Args:
        project: The whole project.
        rewrites: The modules that are rewritten.
    """
    for module in (one.module for one in rewrites if one.layout.removed is not None):
        rows = [
            f"{path.relative_to(project.folders[0])}:{line}"
            for path, text in project.pages.items()
            for line in _lines(project, module, path, text)
        ]
        if rows:
            message = f"`{module.path.name}` becomes a folder: name that, or a file in it, in "
            message += some_of(rows, _SHOWN)
            yield Diagnostic("info", module.name, message, module.path, 1)


def _lines(project: Surroundings, module: Module, file: Path, text: str) -> Iterator[int]:
    """The lines of a file that name a module by its path, or as what settings are about."""
    is_meant = "." in module.name and file.suffix in _SETTINGS and module.name in text
    # Most files name none, and to go through the lines of all for each module takes long.
    if not is_meant and f"{module.path.stem}.py" not in text.replace("\\", ""):
        return
    own = module.path.relative_to(project.folders[0]).as_posix()
    path = re.compile(rf"[\w./\\-]*(?<!\w){re.escape(module.path.stem)}\\?\.py\b")
    name = re.compile(rf"(?<![\w.]){re.escape(module.name)}(?![\w.:])")
    for number, line in enumerate(text.splitlines(), 1):
        paths = (found[0].replace("\\", "") for found in path.finditer(line))
        if any(_is_path(one, own) for one in paths) or (is_meant and name.search(line)):
            yield number


def _is_path(written: str, own: str) -> bool:
    """Whether a path is that of a file, from any folder, or in a link to it."""
    path = written.lstrip("./")
    inside = "/" in path and own.endswith(f"/{path}")
    return path == own or inside or path.endswith(f"/{own}")
