"""The journal of a run that writes: what it takes to put everything back when it is cut off."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.workplace import JOURNAL, claimed, workplaces

_BY_HAND = "Put the files back with git, and remove this folder."


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a run.

    Attributes:
        path: The file, relative to the folder that holds the workplace.
        before: The SHA-256 of what it held; None for a new file.
        after: The SHA-256 of what it will hold; None for a file that goes.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """What a run is about to do, in the folder of its workplace.

    Attributes:
        place: The workplace.
        folders: The folders that it makes, the outermost first, relative like its files.
        entries: Its files.
    """

    place: Path
    folders: tuple[str, ...]
    entries: tuple[Entry, ...]

    def save(self) -> None:
        """Write the journal, whole or not at all."""
        whole = self.place / f"{JOURNAL}.new"
        data = {"folders": self.folders, "entries": [asdict(entry) for entry in self.entries]}
        with whole.open("w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(data, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, self.place / JOURNAL)

    @classmethod
    def load(cls, place: Path) -> Journal:
        """Read the journal of a workplace.

        Raises:
            WorkTreeError: It is no journal, or about files elsewhere.
        """
        try:
            data = json.loads((place / JOURNAL).read_text("utf-8", "surrogateescape"))
            entries = tuple(Entry(**entry) for entry in data["entries"])
            found = cls(place, tuple(data["folders"]), entries)
            for name in (*found.folders, *(entry.path for entry in entries)):
                found.place_of(name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkTreeError(
                "The journal of a run that was cut off cannot be read.", file=place, hint=_BY_HAND
            ) from error
        return found

    def place_of(self, name: str) -> Path:
        """Where a file or folder of the run is.

        Raises:
            ValueError: Not in the folder of the workplace.
        """
        path = self.place.parent / name
        path.parent.resolve().relative_to(self.place.parent.resolve())
        return path

    def kept(self, number: int) -> Path:
        """Where the old version of a file is kept."""
        return self.place / f"old{number}"

    def staged(self, number: int) -> Path:
        """Where the new version of a file is prepared."""
        return self.place / f"new{number}"

    def undo(self) -> None:
        """Put everything back.

        Raises:
            WorkTreeError: A file was changed since, and nothing is put back; or one cannot be
                written, and the journal stays for the next time.
        """
        try:
            self._undo()
        except OSError as error:
            raise WorkTreeError(
                f"A run was cut off, and cannot be undone: {error.strerror}.",
                file=error.filename or self.place,
                hint="Mend that, and run again with --write: it puts the files back first.",
            ) from error

    def _undo(self) -> None:
        found = [digest_of(self.place_of(entry.path)) for entry in self.entries]
        for entry, now in zip(self.entries, found, strict=True):
            if now not in (entry.before, entry.after):
                raise WorkTreeError(
                    "The file changed since a run was cut off.",
                    file=self.place_of(entry.path),
                    hint=f"Put the files back with git, and remove {self.place.name}.",
                )
        for number, (entry, now) in enumerate(zip(self.entries, found, strict=True)):
            if now != entry.before:
                self._put_back(number, entry)
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                os.rmdir(self.place_of(folder))
        self.close()

    def _put_back(self, number: int, entry: Entry) -> None:
        path = self.place_of(entry.path)
        if entry.before is None:
            path.unlink()
        else:
            os.replace(self.kept(number), path)

    def close(self) -> None:
        """Say that the files are as they are to be."""
        (self.place / JOURNAL).unlink(missing_ok=True)


def digest(data: bytes | None) -> str | None:
    """The SHA-256 of a file's bytes; None when there is no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """The SHA-256 of what a file holds; None when there is no file."""
    try:
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None


def unfinished(target: Path) -> Path | None:
    """The workplace of a run that was cut off while it wrote to a target, above it or below it."""
    return next(_unfinished(target), None)


def _unfinished(target: Path) -> Iterator[Path]:
    return (place for place in workplaces(target) if (place / JOURNAL).exists())


def recover(target: Path) -> Sequence[Path]:
    """Put back what runs left that were cut off.

    Args:
        target: What is to be migrated.

    Returns:
        The workplaces of the runs that were undone.

    Raises:
        WorkTreeError: A run is under way, or a file was changed since, or cannot be written.
    """
    undone = list(_unfinished(target))
    for place in workplaces(target):
        with claimed(place) as dead:
            if not dead:
                raise under_way(place)
            if place in undone:
                Journal.load(place).undo()
            shutil.rmtree(place, ignore_errors=True)
    return undone


def under_way(place: Path) -> WorkTreeError:
    """The error that another run is writing."""
    return WorkTreeError("Another run is writing here.", file=place, hint="Wait for it.")
