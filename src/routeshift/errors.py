"""The one family of errors that Routeshift raises for a wrong input.

RouteshiftError          a sentence, where it is, and the way out
├── TargetError          the target cannot be found, read or imported
│   └── HangingError     its import does not end
├── DeclarationError     a declaration cannot be served (rule R7, conflicting routes)
├── DocumentError        an OpenAPI document cannot be used
└── WorkTreeError        writing would endanger the user's files
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routeshift.wire import Source


class RouteshiftError(Exception):
    """A wrong input, told in one sentence.

    Args:
        message: What is wrong, a sentence without the place.
        file: The file that it is about, if one is known.
        line: The line in that file, counted from 1.
        source: The file and the line at once, in place of these two.
        hint: What to do next, a sentence.
    """

    def __init__(
        self,
        message: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        source: Source | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        if source is not None:
            file, line = source.file, source.line
        self.message = message
        self.file = Path(file) if file is not None else None
        # A path would make `http:/` of a URL.
        self._place = "" if file is None else f"{file}:"
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """`file:line: message hint`, each part only when it is known."""
        line = f"{self.line}:" if self._place and self.line is not None else ""
        return " ".join(part for part in (self._place + line, self.message, self.hint) if part)


class TargetError(RouteshiftError):
    """The target cannot be found, read or imported."""


class HangingError(TargetError):
    """The import of a target does not end; threads of it may still run."""


class DeclarationError(RouteshiftError):
    """A declared operation cannot be served as it stands."""


class DocumentError(RouteshiftError):
    """An OpenAPI document cannot be used."""


class WorkTreeError(RouteshiftError):
    """Writing would endanger files of the user's."""
