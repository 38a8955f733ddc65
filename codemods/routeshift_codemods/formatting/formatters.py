"""Which formatter lays out the files of a folder, and with which settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift_codemods.index import Tree, line_length, project_table, ruff_settings
from routeshift_codemods.programs import find_program

_INDENTED = re.compile(r":[ \t]*(?:#.*)?\n(?:[ \t]*\n)*([ \t]+)\S")


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
