"""The target's own formatter, on the files that a run writes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from routeshift_codemods.index import Tree, project_table, ruff_settings


@dataclass(frozen=True, slots=True)
class Formatter:
    """A formatter that the target has configured.

    Attributes:
        command: The words that run it on standard input, but for the file's name.
        named: The option that takes the file's name.
    """

    command: tuple[str, ...]
    named: str

    def format(self, text: str, path: Path) -> str:
        """The text, formatted as the file of that name; as it was when the formatter refuses."""
        done = subprocess.run(  # noqa: S603 - a formatter that the target has configured
            [*self.command, f"{self.named}={path}", "-"],
            input=text.encode(),
            capture_output=True,
            check=False,
            cwd=next(p for p in path.parents if p.is_dir()),
        )
        return done.stdout.decode() if done.returncode == 0 else text


def find_formatter(tree: Tree, start: Path) -> Formatter | None:
    """The formatter that the project of a folder has configured, when it is installed.

    A project that configures both lints with ruff, and formats with black unless it says so.
    """
    ruff = ruff_settings(tree, start)
    _, table = project_table(tree, start)
    if "black" in table.get("tool", {}) and "format" not in (ruff or {}):
        program = _program("black")
        return Formatter((program, "--quiet"), "--stdin-filename") if program else None
    if ruff is not None:
        program = _program("ruff")
        return Formatter((program, "format", "--quiet"), "--stdin-filename") if program else None
    return None


def _program(name: str) -> str | None:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)
