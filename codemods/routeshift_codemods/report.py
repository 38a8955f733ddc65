"""What a run did, would do, and did not do, as records that print and serialise."""

from __future__ import annotations

import difflib
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift_codemods.plan.packaging.deciding import Undecided
from routeshift_codemods.resolve.decisions import Decision
from routeshift_codemods.resolve.records import Note


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of a run.

    Attributes:
        path: The file.
        before: Its bytes; None when it is new.
        after: Its bytes afterwards; None when it goes.
        origin: For a new one, the file that its code comes from, whose mode it gets.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    origin: Path | None = None

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    def diff(self, name: str) -> Iterator[str]:
        """The lines of a unified diff, with their ends.

        Args:
            name: What the diff calls the file.
        """
        old, new = (_lines(data) for data in (self.before, self.after))
        before = "/dev/null" if self.before is None else f"a/{name}"
        after = "/dev/null" if self.after is None else f"b/{name}"
        yield from difflib.unified_diff(old, new, before, after)


@dataclass(frozen=True, slots=True)
class MigratedApi:
    """One API that a run rewrites.

    Attributes:
        name: Its name.
        path: The module that declared it.
        operations: How many operations it has.
        requests: Its new request models.
        kept: The methods that stay legacy, and why.
        notes: What a user must know or may decide.
    """

    name: str
    path: Path
    operations: int
    requests: tuple[str, ...]
    kept: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Migration:
    """The plan of a run, or what it did.

    Attributes:
        target: What was migrated.
        apis: The APIs that are rewritten.
        changes: The files, by path.
        unreadable: The files that could not be decoded or parsed, and are not touched.
        notes: What a user must know beside the APIs: comments `# routeshift: ignore` that
            cover nothing, routers that follow another convention.
        unimplemented: The APIs that no implementation was found of, by name.
        undecided: The decisions that are open.
        decided: The decisions that the run writes.
    """

    target: Path
    apis: tuple[MigratedApi, ...]
    changes: tuple[FileChange, ...]
    unreadable: tuple[RouteshiftError, ...] = ()
    notes: tuple[Note, ...] = ()
    unimplemented: tuple[str, ...] = ()
    undecided: Undecided = field(default_factory=Undecided)
    decided: tuple[Decision, ...] = ()

    @property
    def left(self) -> tuple[Note, ...]:
        """What stays legacy though nobody asked for it: it cannot be rewritten."""
        return tuple(note for api in self.apis for note in api.kept if note.kind == "cannot")

    def as_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "target": str(self.target),
            "changes": [{"file": str(c.path), "kind": c.kind} for c in self.changes],
            "apis": [_api(api) for api in self.apis],
            "failed": [
                {"file": str(e.file), "line": e.line, "message": e.message, "hint": e.hint}
                for e in self.unreadable
            ],
            "notes": [note.as_json() for note in self.notes],
            "unimplemented": list(self.unimplemented),
            "decided": [decision.as_toml() for decision in self.decided],
        }


def _api(api: MigratedApi) -> dict[str, Any]:
    return {
        "api": api.name,
        "file": str(api.path),
        "operations": api.operations,
        "request_models": list(api.requests),
        "skipped": [note.as_json() for note in api.kept],
        "decisions": [note.as_json() for note in api.notes if note.kind == "decision"],
        "notes": [note.as_json() for note in api.notes if note.kind == "info"],
    }


def _lines(data: bytes | None) -> list[str]:
    """The lines of a file with their ends; only a newline ends one, whatever `str` thinks."""
    if not data:
        return []
    lines = [f"{line}\n" for line in _text(data).split("\n")]
    last = lines.pop()
    return lines if last == "\n" else [*lines, f"{last}\\ No newline at end of file\n"]


def _text(data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        encoding = "utf-8"
    return data.decode(encoding, "replace")
