"""Consulting a type checker: it gets copies of files, in a folder that goes afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from routeshift_codemods.programs import program
from routeshift_codemods.type_checkers.records import Question, Said

# What is passed to each program, which is called as it is named.
CHECKERS: Mapping[str, tuple[str, ...]] = {"ty": ("server",), "pyrefly": ("lsp",)}
# The settings of both, which would be looked for above the folder: there anyone may put some.
_SETTINGS = ("ty.toml", "pyrefly.toml")
# How long one answer may take; the first needs all that its file imports.
PATIENCE = 30.0


def consult(
    checker: str,
    files: Mapping[PurePath, str],
    questions: Sequence[Question],
    seconds: float = PATIENCE,
) -> tuple[list[Said | None], str]:
    """What a type checker says of expressions, and why it said no more; "" when it said all.

    Args:
        checker: Its name.
        files: The Python files that it sees, by their paths.
        questions: The expressions, in these files.
        seconds: How long it may take for an answer.

    Raises:
        RouteshiftError: It is not installed.
    """
    # Most runs ask nobody, and asyncio takes as long to be imported as all the rest of a scan.
    from routeshift_codemods.type_checkers.session import ask_all

    command = [program(checker), *CHECKERS[checker]]
    with tempfile.TemporaryDirectory(prefix="routeshift-") as name:
        folder = Path(name).resolve()
        try:
            _write(folder, files)
        except OSError as error:
            return [], f"cannot be given the files: {error.strerror}"
        return ask_all(command, folder, list(files), questions, seconds)


def _write(folder: Path, files: Mapping[PurePath, str]) -> None:
    for name in _SETTINGS:
        (folder / name).touch()
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
