"""The journal of a run that writes: what it takes to put everything back when it is cut off."""

from __future__ import annotations

import base64
import contextlib
import errno
import glob
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.swapping import SUFFIX

NAME = ".routeshift-unfinished.json"
_PARTIAL = f"{NAME}.new"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a run.

    Attributes:
        path: The file.
        staged: Where its new text is put before it is renamed; None for a file that goes.
        before: What it held, in base64; None for a new file.
        after: The SHA-256 of what it will hold; None for a file that goes.
        mode: Its mode; None for a new file.
        link: What it points at, for a symlink that goes.
    """

    path: str
    staged: str | None
    before: str | None
    after: str | None
    mode: int | None = None
    link: str | None = None

    @property
    def old(self) -> bytes | None:
        """What the file held."""
        return None if self.before is None else base64.b64decode(self.before)


@dataclass(frozen=True, slots=True)
class Journal:
    """Everything that a run is about to do.

    Attributes:
        folders: The folders that it makes, the outermost first.
        entries: Its files, in the order in which they are written.
    """

    folders: tuple[str, ...]
    entries: tuple[Entry, ...]

    def save(self, place: Path) -> None:
        """Write the journal, whole or not at all.

        Raises:
            FileExistsError: There is one: another run is writing, or was cut off.
        """
        if place.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
        whole = place.with_name(_PARTIAL)
        with whole.open("w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(asdict(self), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, place)

    @classmethod
    def load(cls, place: Path) -> Journal:
        """Read a journal.

        Raises:
            WorkTreeError: It is no journal.
        """
        try:
            data = json.loads(place.read_text("utf-8", "surrogateescape"))
            return cls(tuple(data["folders"]), tuple(Entry(**entry) for entry in data["entries"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkTreeError(
                "The journal of a run that was cut off cannot be read.",
                file=place,
                hint="Put the files back with git, and remove it.",
            ) from error

    def undo(self) -> None:
        """Put everything back.

        Raises:
            WorkTreeError: A file was changed since; nothing is put back then.
        """
        for entry in self.entries:
            if _digest(_read(entry.path)) not in (entry.after, _digest(entry.old)):
                raise WorkTreeError(
                    "The file changed since a run was cut off.",
                    file=entry.path,
                    hint=f"Put the files back with git, and remove {NAME}.",
                )
        for entry in reversed(self.entries):
            _put_back(entry)
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                os.rmdir(folder)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def common_folder(folders: Sequence[Path]) -> Path:
    """The innermost folder that exists and holds some folders."""
    common = Path(os.path.commonpath(folders))
    return next(path for path in (common, *common.parents) if path.is_dir())


def unfinished(target: Path) -> Path | None:
    """The journal of a run that was cut off in a target, above it or below it."""
    folder = _folder(target)
    places = (path / NAME for path in (*folder.parents, *_below(folder)))
    return next((place for place in places if place.is_file()), None)


def recover(target: Path) -> Path | None:
    """Put back what a run left that was cut off.

    Args:
        target: What is to be migrated.

    Returns:
        The journal that was followed; None when no run was cut off.

    Raises:
        WorkTreeError: A file was changed since, or cannot be written.
    """
    _clear(target)
    place = unfinished(target)
    if place is None:
        return None
    try:
        Journal.load(place).undo()
        place.unlink()
    except OSError as error:
        raise WorkTreeError(
            f"A run was cut off, and cannot be undone: {error.strerror}.",
            file=error.filename or place,
            hint="Mend the rights, and run again.",
        ) from error
    return place


def _clear(target: Path) -> None:
    """Remove what killed runs left that did not write yet, or had written all."""
    folder = _folder(target)
    for place in (*folder.parents, *_below(folder)):
        with contextlib.suppress(OSError):
            (place / _PARTIAL).unlink(missing_ok=True)
        for copy in place.parent.glob(f".{glob.escape(place.name)}.*{SUFFIX}"):
            shutil.rmtree(copy, ignore_errors=True)


def _folder(target: Path) -> Path:
    return target.absolute() if target.is_dir() else target.absolute().parent


def _below(folder: Path) -> Iterator[Path]:
    """A folder, and every folder in it that may hold code."""
    for inner, names, _ in os.walk(folder):
        names[:] = [name for name in names if not name.startswith(".") and name != "__pycache__"]
        yield Path(inner)


def _read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else digest(data)


def _put_back(entry: Entry) -> None:
    if entry.old is None:
        Path(entry.path).unlink(missing_ok=True)
    elif _read(entry.path) != entry.old:
        _restore(entry, entry.old)
    if entry.staged is not None:
        Path(entry.staged).unlink(missing_ok=True)


def _restore(entry: Entry, old: bytes) -> None:
    if entry.link is not None:
        os.symlink(entry.link, entry.path)
        return
    place = Path(entry.path)
    copy = place.with_name(f".{place.name}.old")
    copy.write_bytes(old)
    if entry.mode is not None:
        copy.chmod(entry.mode)
    os.replace(copy, place)
