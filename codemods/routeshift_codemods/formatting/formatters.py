"""Which formatter lays out the files of a folder, and with which settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift_codemods.index import Tree, line_length, project_table, ruff_settings
from routeshift_codemods.programs import find_program

# A string, and not what an apostrophe in a comment begins.
_SINGLE = re.compile(r"(?<!\w)'[^'\n]*'")
_INDENTED = re.compile(r":[ \t]*(?:#.*)?\n(?:[ \t]*\n)*([ \t]+)\S")


@dataclass(frozen=True, slots=True)
class Formatter:
    """A formatter as a folder has it.

    Attributes:
        name: `ruff` or `black`.
        settings: The file of the target with its settings; None when the target has no formatter.
        width: How long a line may be where its settings say nothing.
        indent: What a line is indented by, where the target has no formatter.
        quotes: What strings are quoted by there, as ruff calls it.
    """

    name: str
    settings: Path | None
    width: int
    indent: str = "    "
    quotes: str = "preserve"

    def like(self, text: str) -> Formatter:
        """The same; where the target has no formatter, with the indent and quotes of a text."""
        if self.settings is not None:
            return self
        found = _INDENTED.search(text)
        # What nobody asked for stays out of the diff.
        single = _SINGLE.search(text) and '"' not in text.replace('"""', "")
        indent = found[1] if found else self.indent
        return replace(self, indent=indent, quotes="single" if single else "preserve")


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
