"""The journal of a run that writes: what it takes to put everything back when it is cut off."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.places import is_of_git
from routeshift_codemods.apply.state import is_private, owner

SUFFIX = ".routeshift"
JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One file of a run.

    Attributes:
        path: The file, relative to the folder that the run changes.
        before: The digest of what it held; None for a new file.
        after: The digest of what it will hold; None for a file that goes.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """What a run is about to do.

    It stands in the user's state folder and is believed because of that. What lies in the
    target's folders is not: the journal has the random name of the run's work folder, and a
    digest of every file that may be put back from it.

    Attributes:
        record: The run's folder in the state folder; its name is random.
        folder: What the run changes.
        beside: Whether the work folder is beside that folder, and not in it.
        folders: The folders that the run makes, the outermost first, relative like its files.
        entries: Its files; none before it starts to change them, and after it has.
    """

    record: Path
    folder: Path
    beside: bool
    folders: tuple[str, ...] = ()
    entries: tuple[JournalEntry, ...] = ()

    @property
    def work(self) -> Path:
        """The hidden folder in which the run prepares files, on their own file system."""
        return (self.folder.parent if self.beside else self.folder) / f".{self.record.name}{SUFFIX}"

    def save(self) -> None:
        """Write the journal, whole or not at all, on the disk when this returns."""
        whole = self.record / f"{JOURNAL}.new"
        data = {
            "name": self.record.name,
            "owner": owner(),
            "folder": str(self.folder),
            "beside": self.beside,
            "folders": self.folders,
            "entries": [asdict(entry) for entry in self.entries],
        }
        # In the user's own folder nobody else can put a symlink first; still none is followed.
        handle = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(data, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, self.record / JOURNAL)
        # The rename itself must be on the disk, too, or a crash takes the journal along.
        for folder in (self.record, self.record.parent):
            _sync(folder)

    @classmethod
    def load(cls, record: Path) -> Journal:
        """Read the journal of a run.

        Raises:
            WorkTreeError: It is no journal, or is about files elsewhere.
            FileNotFoundError: There is none.
        """
        file = record / JOURNAL
        if not os.path.lexists(file):
            raise FileNotFoundError(file)
        try:
            if not is_private(file):
                raise ValueError("it is not this user's alone")
            data = json.loads(file.read_text("utf-8", "surrogateescape"))
            # A journal names files to be moved: one that was copied here must not be believed.
            if (data["name"], data["owner"]) != (record.name, owner()):
                raise ValueError("it is another run's")
            entries = tuple(JournalEntry(**entry) for entry in data["entries"])
            folder = Path(data["folder"])
            found = cls(record, folder, bool(data["beside"]), tuple(data["folders"]), entries)
            for name in (*found.folders, *(entry.path for entry in entries)):
                found.place_of(name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkTreeError(
                "The journal of a run that was cut off cannot be read.",
                file=record,
                hint="Put the files back with git, and remove this folder.",
            ) from error
        return found

    def place_of(self, name: str) -> Path:
        """Where a file or folder of the run is.

        Raises:
            ValueError: Not in the folder that the run changes, or in git's own.
        """
        if not name or ".." in PurePath(name).parts:
            raise ValueError(name)
        path = self.folder / name
        # A folder on the way may have become a symlink since.
        real = path.parent.resolve() / path.name
        real.relative_to(self.folder.resolve())
        if is_of_git(path) or is_of_git(real):
            raise ValueError(name)
        return path

    def kept(self, number: int) -> Path:
        """Where the old version of a file is kept."""
        return self.work / f"old{number}"

    def staged(self, number: int) -> Path:
        """Where the new version of a file is prepared."""
        return self.work / f"new{number}"

    @property
    def interrupted(self) -> bool:
        """Whether there is something to put back.

        Where the work folder is gone and no file is as the run would have left it, somebody has
        put the folder back, or it is another one.
        """
        return bool(self.entries) and (
            is_own_folder(self.work)
            or any(
                entry.after is not None and digest_of(self.place_of(entry.path)) == entry.after
                for entry in self.entries
            )
        )

    def undo(self) -> None:
        """Put everything back.

        Raises:
            WorkTreeError: A file was changed since, or its old version, and nothing is put back;
                or one cannot be written, and the journal stays for the next time.
        """
        try:
            self._undo()
        except OSError as error:
            raise WorkTreeError(
                f"A run was cut off, and cannot be undone: {error.strerror}.",
                file=error.filename or self.work,
                hint="Mend that, and run again with --write: it puts the files back first.",
            ) from error

    def _undo(self) -> None:
        found = [digest_of(self.place_of(entry.path)) for entry in self.entries]
        for number, (entry, now) in enumerate(zip(self.entries, found, strict=True)):
            # All are looked at before the first is put back: half an undo would be worse than none.
            if now not in (entry.before, entry.after):
                raise self._by_hand(entry, "The file changed since a run was cut off.")
            if now != entry.before is not None and not self._is_kept(number):
                raise self._by_hand(entry, "The old version that a run kept is not there.")
        for number, (entry, now) in enumerate(zip(self.entries, found, strict=True)):
            if now != entry.before:
                self._put_back(number, entry)
        # What others have put into a new folder meanwhile keeps it.
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                os.rmdir(self.place_of(folder))
        self.close()

    def _is_kept(self, number: int) -> bool:
        before = self.entries[number].before
        return is_own_folder(self.work) and digest_of(self.kept(number)) == before

    def _by_hand(self, entry: JournalEntry, message: str) -> WorkTreeError:
        hint = f"Put the files back with git, and remove {self.record}."
        return WorkTreeError(message, file=self.place_of(entry.path), hint=hint)

    def _put_back(self, number: int, entry: JournalEntry) -> None:
        path = self.place_of(entry.path)
        if entry.before is None:
            path.unlink()
        else:
            # The same file comes back, with its owner, mode and times.
            os.replace(self.kept(number), path)

    def close(self) -> None:
        """Say that the files are as they are to be."""
        replace(self, folders=(), entries=()).save()

    def end(self) -> None:
        """Remove what the run made beside its files, and then what it said of itself."""
        if is_own_folder(self.work):
            shutil.rmtree(self.work, ignore_errors=True)
        # The record goes last: without it nobody would know what the work folder is.
        if not os.path.lexists(self.work):
            shutil.rmtree(self.record, ignore_errors=True)


def digest(data: bytes | None) -> str | None:
    """The SHA-256 of a file's bytes; None when there is no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """The digest of what a file holds, or of where a symlink leads; None when there is none."""
    try:
        if path.is_symlink():
            return f"link {digest(os.fsencode(os.readlink(path)))}"
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None


def is_own_folder(path: Path) -> bool:
    """Whether it is a folder of this user's, and no symlink to one."""
    with contextlib.suppress(OSError):
        return not path.is_symlink() and path.is_dir() and path.lstat().st_uid == owner()
    return False


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
