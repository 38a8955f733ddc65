"""The project around a target: where implementations of its APIs may stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from routeshift.errors import TargetError
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.tree import is_entered, unreadable
from routeshift_codemods.syntax import words_of

_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg")
# Copies of what is looked for, and code that nobody serves.
_BUILT = frozenset({"build", "dist"})
# What names files for people and tools, but for logs of what once was, and where some of it lies.
_PAGES = re.compile(
    r"(?!change|history|news).*\.(?:toml|cfg|ini|ya?ml|md|rst|sh|mk)"
    r"|(?:makefile|dockerfile|containerfile|justfile|codeowners|manifest\.in)(?:\..*)?",
    re.IGNORECASE,
)
_HIDDEN = (".github", ".gitlab", ".circleci")
# Python, and what is no Python and names objects of it: entry points, settings of tools.
_SUFFIXES = (".py", ".pyi", ".toml", ".cfg", ".ini", ".yaml", ".yml")
_TESTS = re.compile(r"tests?|testing|conftest\.py|test_.*\.py|.*_test\.py")


def project_of(target: Path) -> Path:
    """The folder of the project that a target belongs to.

    It is the enclosing git work tree, or the nearest folder with a project file; for a target
    that a walk of that folder would not enter, as an installed package, its outermost package.

    Args:
        target: A package, a folder of packages, or a Python file.
    """
    folder = target if target.is_dir() else target.parent
    outermost = folder
    while (outermost.parent / "__init__.py").is_file() and (outermost / "__init__.py").is_file():
        outermost = outermost.parent
    # A repository before a project file: packages of one repository use each other's APIs.
    above = [outermost, *outermost.parents]
    repository = next((f for f in above if (f / ".git").exists()), None)
    marked = next((f for f in above if any((f / name).is_file() for name in _MARKERS)), None)
    found = repository or marked
    return found if found is not None and _is_reached(found, outermost) else outermost


def _is_reached(root: Path, folder: Path) -> bool:
    steps = [folder, *folder.parents]
    return all(is_entered(str(f.parent), f.name) for f in steps[: steps.index(root)])


class Surroundings:
    """The Python files of folders, found by the words in them before any is parsed.

    Attributes:
        target: The facts of the target.
        folders: The folders or files that are searched.
        errors: What could not be read, by file.
        facts: What was read of the files for one that asks, for the next one who does.

    Args:
        index: Those facts.
        folders: Where to look.
        tests: Whether to look at tests in them, too; a folder that is given itself may be one.
    """

    def __init__(self, index: Index, folders: Sequence[Path], *, tests: bool = False) -> None:
        self.target = index
        self.folders = tuple(folders)
        self.errors: dict[Path, TargetError] = {}
        self.facts: dict[Any, Any] = {}
        self._tests = tests

    @cached_property
    def _texts(self) -> dict[Path, bytes]:
        return self._read(path for path in self._paths if path.suffix == ".py")

    @cached_property
    def _words(self) -> list[frozenset[bytes]]:
        return [words_of(data) for data in self._texts.values()]

    def _read(self, paths: Iterable[Path]) -> dict[Path, bytes]:
        found: dict[Path, bytes] = {}
        for path in paths:
            try:
                data = self.target.tree.read(path)
            except TargetError as error:
                self.errors[path] = error
                continue
            if data is not None:
                found[path] = data
        return found

    def _refused(self, error: OSError) -> None:
        self.errors[Path(error.filename)] = unreadable(error)

    @cached_property
    def _paths(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys(p for folder in self.folders for p in self._files(folder)))

    def _files(self, folder: Path) -> Iterator[Path]:
        if folder.is_file():
            yield folder
            return
        tree = self.target.tree
        found = tree.files_in(folder, self._refused, self._is_searched)
        laid = (p for p in tree.laid_in(folder) if self._is_found(p.relative_to(folder)))
        yield from (path for path in (*found, *laid) if path.name.endswith(_SUFFIXES))

    def _is_found(self, path: Path) -> bool:
        return all(map(self._is_searched, path.parts))

    def _is_searched(self, name: str) -> bool:
        return name not in _BUILT and (self._tests or not _is_test(name))

    @cached_property
    def index(self) -> Index:
        """The facts of the target and of these files."""
        return self.target.beside(list(self._texts))

    def having(self, words: Collection[str], *patterns: bytes) -> Iterator[Module]:
        """The modules whose text has one of some words; what cannot be parsed is named.

        Args:
            words: The words.
            patterns: Regular expressions, one of which may match instead. They are found several
                times faster one by one than as one, where each begins with a letter.
        """
        wanted = [re.compile(pattern) for pattern in patterns]
        named = {word.encode() for word in words}
        for (path, data), own in zip(self._texts.items(), self._words, strict=True):
            # Hundreds of words are looked for: no regular expression of them is as fast.
            if named.isdisjoint(own) and not (wanted and any(one.search(data) for one in wanted)):
                continue
            module = self.index.at(path)
            if module is not None:
                yield module
            elif path in self.index.unreadable:
                self.errors[path] = self.index.unreadable[path]

    @cached_property
    def texts(self) -> dict[Path, str]:
        """What stands in the files, in what is no Python, too, whether it can be parsed or not."""
        found = self._texts | self._read(p for p in self._paths if p.suffix != ".py")
        return {path: data.decode(errors="replace") for path, data in found.items()}

    @cached_property
    def pages(self) -> dict[Path, str]:
        """What stands in files of the project that are no Python: settings, hooks, texts."""
        root, tree = self.folders[0], self.target.tree
        folders = [root, *(root / name for name in _HIDDEN)] if root.is_dir() else []
        found = (p for f in folders for p in tree.files_in(f, _passed_over, self._is_searched))
        named = (path for path in found if _PAGES.fullmatch(path.name))
        return {path: data.decode(errors="replace") for path, data in self._read(named).items()}


def _passed_over(_: OSError) -> None:
    """What cannot be listed, as a folder that is not there, has no pages."""


def whole_project(index: Index) -> Surroundings:
    """All of the project that a target belongs to, with its tests.

    Args:
        index: The facts of the target.
    """
    target = index.tree.target
    return Surroundings(index, (project_of(target), target), tests=True)


def any_word(words: Collection[str]) -> bytes:
    r"""A regular expression of what ends in a word, for `Surroundings.having`.

    With a `\b` in front, too, it would be tried at each character instead of at some letters.
    """
    return rb"(?:" + b"|".join(re.escape(word.encode()) for word in sorted(words)) + rb")\b"


def is_test(root: Path, path: Path) -> bool:
    """Whether a file of a project is a test, or stands beside tests.

    Args:
        root: The folder of the project.
        path: The file.
    """
    parts = path.relative_to(root).parts if path.is_relative_to(root) else (path.name,)
    return any(map(_is_test, parts))


def _is_test(name: str) -> bool:
    return _TESTS.fullmatch(name) is not None
