"""Which formatter lays out the files of a folder, and with which settings."""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift.errors import RouteshiftError
from routeshift_codemods.index import Tree, line_length, project_table, ruff_settings

_INDENTED = re.compile(r":[ \t]*(?:#.*)?\n([ \t]+)\S")


@dataclass(frozen=True, slots=True)
class Formatter:
    """A formatter as a folder has it.

    Attributes:
        name: `ruff` or `black`.
        settings: The file of the target with its settings; None when the target has no formatter.
        width: How long a line may be where its settings say nothing.
        indent: What a line is indented by, where the target has no formatter.
    """

    name: str
    settings: Path | None
    width: int
    indent: str = "    "

    def like(self, text: str) -> Formatter:
        """The same; where the target has no formatter, with the indentation of a text."""
        found = _INDENTED.search(text)
        return replace(self, indent=found[1]) if found and self.settings is None else self


def find_formatter(tree: Tree, folder: Path) -> Formatter:
    """The formatter that the project of a folder has configured, or else ruff.

    A project that configures both lints with ruff, and formats with black unless it says so.
    """
    file, ruff = ruff_settings(tree, folder)
    project, table = project_table(tree, folder)
    width = line_length(tree, folder)
    if "black" in table.get("tool", {}) and "format" not in ruff:
        # Where it is not installed, ruff lays out as it does.
        return Formatter("black" if find_program("black") else "ruff", project, width)
    return Formatter("ruff", file, width)


def find_program(name: str) -> str | None:
    """A program beside this Python, or on the path; None without one."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(name, path=os.pathsep.join([beside, os.environ.get("PATH", os.defpath)]))


def program(name: str) -> str:
    """A program that is there.

    Raises:
        RouteshiftError: It is not.
    """
    found = find_program(name)
    if found is None:
        raise RouteshiftError(f"There is no {name}.", hint=f"Install it: pip install {name}.")
    return found
