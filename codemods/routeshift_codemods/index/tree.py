"""The files of a target: what is on disk, and what a plan would lay over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from routeshift.errors import TargetError
from routeshift_codemods.syntax import words_of

_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages"})


class Tree:
    """A target's files, read-only.

    Args:
        target: A package, a folder of packages, or one Python file.
        overlay: Files that read as if they were on disk; None for one that reads as deleted.

    Raises:
        TargetError: There is no such file or folder, or no Python in it.
    """

    def __init__(self, target: Path, overlay: Mapping[Path, bytes | None] | None = None) -> None:
        self.target = target.absolute()
        self._overlay = dict(overlay or {})
        # What a run has seen of the disk, for all that is laid over it: it reads a file once.
        self._data: dict[Path, bytes | None] = {}
        self._files: dict[Path, bool] = {}
        self._listed: dict[Path, tuple[list[Path], list[Path]]] = {}
        if not self.target.exists() and not self._overlay:
            raise TargetError(f"There is no {target}.", hint="Give the path of a package.")
        if self.target.is_file() and self.target.suffix != ".py":
            raise TargetError(
                "This is not a Python file.", file=target, hint="Give the path of a package."
            )

    def over(self, overlay: Mapping[Path, bytes | None]) -> Tree:
        """The same target with more files laid over it."""
        found = Tree(self.target, self._overlay | dict(overlay))
        found._data, found._files, found._listed = self._data, self._files, self._listed
        return found

    @property
    def folder(self) -> Path:
        """The target, or the folder of a target that is a file."""
        return self.target.parent if self.target.suffix == ".py" else self.target

    def within(self, path: Path) -> Path:
        """A file as it is called in the target; one that is elsewhere as it is."""
        return path.relative_to(self.folder) if path.is_relative_to(self.folder) else path

    def read(self, path: Path) -> bytes | None:
        """The bytes of a file, or None when there is none."""
        if path in self._overlay:
            return self._overlay[path]
        if path not in self._data:
            self._data[path] = _read(path)
        return self._data[path]

    def words(self, path: Path) -> frozenset[bytes]:
        """The words of a file; none when there is no such file."""
        return words_of(self.read(path) or b"")

    def is_file(self, path: Path) -> bool:
        """Whether there is such a file."""
        if path in self._overlay:
            return self._overlay[path] is not None
        if path not in self._files:
            self._files[path] = path.is_file()
        return self._files[path]

    def names_in(self, folder: Path) -> set[str]:
        """The names of what is in a folder, without suffixes."""
        try:
            found = {path.stem for path in folder.iterdir()}
        except OSError:
            found = set()
        above = folder.parts
        laid = (path.parts for path in self._overlay if path != folder)
        inside = (parts[len(above)] for parts in laid if parts[: len(above)] == above)
        return found | {Path(name).stem for name in inside}

    def modules_in(self, folder: Path) -> set[str]:
        """The names of the modules and packages in a folder, whatever its own name."""
        try:
            found = set(folder.iterdir())
        except OSError:
            found = set()
        found |= {p for p in self._overlay if p.parent == folder}
        files = {p.stem for p in found if p.suffix == ".py" and self.is_file(p)}
        packages = {p.parent for p in self._overlay if p.parent.parent == folder} | found
        return files | {p.name for p in packages if self.is_file(p / "__init__.py")}

    def files_in(
        self,
        folder: Path,
        refuse: Callable[[OSError], object],
        wanted: Callable[[str], bool] = lambda _: True,
    ) -> Iterator[Path]:
        """The files on disk in a folder, and in folders in it that may hold code of its own.

        They come folder by folder, in one order; symlinked folders are not followed.

        Args:
            folder: The folder.
            refuse: Called with the error of a folder that cannot be read.
            wanted: Whether a file or folder of a name is among what is looked for.
        """
        waiting = [folder]
        while waiting:
            folders, files = self._listing(waiting.pop(), refuse)
            yield from (path for path in files if wanted(path.name))
            waiting += [path for path in reversed(folders) if wanted(path.name)]

    def laid_in(self, folder: Path) -> Iterator[Path]:
        """The files in a folder, or in folders in it, that are laid over what is on disk."""
        return (path for path in self._overlay if path.is_relative_to(folder))

    def _listing(
        self, folder: Path, refuse: Callable[[OSError], object]
    ) -> tuple[list[Path], list[Path]]:
        """The folders in a folder that are entered, and its files."""
        if folder not in self._listed:
            found = next(os.walk(folder, onerror=refuse), None)
            if found is None:
                return [], []
            place, folders, files = found
            entered = (n for n in sorted(folders) if is_entered(place, n))
            own = [path for name in entered if not (path := folder / name).is_symlink()]
            self._listed[folder] = own, [folder / name for name in sorted(files)]
        return self._listed[folder]

    @cached_property
    def python_files(self) -> tuple[Path, ...]:
        """Every Python file of the target, sorted; symlinked folders are not followed."""
        found = set(self._on_disk()) if self.target.exists() else set()
        found |= {p for p in self._overlay if p.suffix == ".py" and self._inside(p)}
        return tuple(sorted(path for path in found if self.is_file(path)))

    def _inside(self, path: Path) -> bool:
        return path == self.target or self.target in path.parents

    def _on_disk(self) -> Iterator[Path]:
        if self.target.is_file():
            yield self.target
            return
        found = self.files_in(self.target, _refuse)
        yield from (path for path in found if path.name.endswith(".py"))


def _read(path: Path) -> bytes | None:
    try:
        # Whoever opens a pipe waits for its writer.
        return path.read_bytes() if path.is_file() else None
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise unreadable(error) from error


def is_entered(folder: str, name: str) -> bool:
    """Whether a folder in another one may hold code of the target's own."""
    hidden = name.startswith(".") or name in _SKIPPED
    return not hidden and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))


def _refuse(error: OSError) -> None:
    # A folder that is left out in silence may hold an API.
    raise unreadable(error) from error


def unreadable(error: OSError) -> TargetError:
    return TargetError(
        f"This cannot be read: {error.strerror}.",
        file=error.filename,
        hint="Mend its rights, or leave it out of the path.",
    )
