"""The target's own formatter, on the files that a run writes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routeshift_codemods.index.tree import Tree


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


def project_table(tree: Tree, start: Path) -> tuple[Path | None, dict[str, Any]]:
    """The nearest pyproject.toml above a folder, and what it says; nothing without one."""
    for folder in (start, *start.parents):
        data = tree.read(folder / "pyproject.toml")
        if data is not None:
            try:
                return folder / "pyproject.toml", tomllib.loads(data.decode())
            except (tomllib.TOMLDecodeError, UnicodeDecodeError):
                return None, {}
    return None, {}


def find_formatter(tree: Tree, start: Path) -> Formatter | None:
    """The formatter that the project of a folder has configured, when it is installed."""
    _, table = project_table(tree, start)
    tools = table.get("tool", {})
    configured = any(
        tree.is_file(folder / name) for folder in (start, *start.parents) for name in _RUFF
    )
    if "ruff" in tools or configured:
        ruff = _program("ruff")
        return Formatter((ruff, "format", "--quiet"), "--stdin-filename") if ruff else None
    if "black" in tools:
        black = _program("black")
        return Formatter((black, "--quiet"), "--stdin-filename") if black else None
    return None


def line_length(tree: Tree, start: Path) -> int:
    """How long the project's lines may be; long lines are fine where nothing is configured."""
    _, table = project_table(tree, start)
    tools = table.get("tool", {})
    for name in ("ruff", "black"):
        found = tools.get(name, {}).get("line-length")
        if isinstance(found, int):
            return found
    return 120


_RUFF = ("ruff.toml", ".ruff.toml")


def _program(name: str) -> str | None:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)
