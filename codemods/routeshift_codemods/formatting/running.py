"""Running formatters: one process for all the files of a run, in a folder that goes afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit

from routeshift.errors import RouteshiftError
from routeshift_codemods.formatting.formatters import Formatter
from routeshift_codemods.programs import last_said, ran


def formatted(texts: Sequence[tuple[Formatter, str]]) -> list[str]:
    """Texts of Python files, each as its formatter lays it out, in the same order.

    Raises:
        RouteshiftError: A formatter cannot be run, or refuses a text or its own settings.
    """
    with tempfile.TemporaryDirectory(prefix="routeshift-") as name:
        folders = _folders(Path(name).resolve(), dict.fromkeys(f for f, _ in texts))
        files = [folders[f] / f"{number}.py" for number, (f, _) in enumerate(texts)]
        for file, (_, text) in zip(files, texts, strict=True):
            file.write_bytes(text.encode())
        _run_ruff([file for file, (f, _) in zip(files, texts, strict=True) if f.name == "ruff"])
        for formatter, folder in folders.items():
            if formatter.name == "black":
                _run_black(formatter, sorted(folder.glob("*.py")))
        # Files get their own line ends as they are written.
        return [file.read_bytes().decode().replace("\r\n", "\n") for file in files]


def _folders(root: Path, formatters: Mapping[Formatter, None]) -> dict[Formatter, Path]:
    """A folder for each formatter, where ruff finds its settings: so one process does for all."""
    folders: dict[Formatter, Path] = {}
    for number, formatter in enumerate(formatters):
        folders[formatter] = folder = root / str(number)
        folder.mkdir()
        (folder / "ruff.toml").write_text(tomlkit.dumps(_settings(formatter)), "utf-8")
    return folders


def _settings(formatter: Formatter) -> dict[str, Any]:
    width = {"line-length": formatter.width}
    if formatter.settings is not None:
        return {"extend": str(formatter.settings), **width}
    tabs = "\t" in formatter.indent
    indent = {} if tabs else {"indent-width": len(formatter.indent)}
    style = {"indent-style": "tab" if tabs else "space", "quote-style": formatter.quotes}
    return {**width, **indent, "format": style}


def _run_ruff(files: Sequence[Path]) -> None:
    run("ruff", ["format", "--quiet", "--no-cache"], files)


def _run_black(formatter: Formatter, files: Sequence[Path]) -> None:
    run("black", ["--quiet", f"--config={formatter.settings}"], files)


def run(name: str, options: Sequence[str], files: Sequence[Path]) -> None:
    """Run a formatter on files.

    Raises:
        RouteshiftError: It is not there, or refuses a file or its settings.
    """
    for done in ran(name, options, files):
        if done.returncode:
            raise RouteshiftError(
                f"{name.title()} cannot lay out what would be written: {last_said(done)}.",
                hint="Nothing was written.",
            )
