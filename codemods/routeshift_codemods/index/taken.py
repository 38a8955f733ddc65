"""Which names other files take from a module: by imports, as its attributes, or in strings.

Files are read as text, which takes a fraction of parsing them, and holds for what does not parse.
So some more is found than is there; nothing that is there is missed.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from routeshift_codemods.index.index import Index, Module, absolute_name
from routeshift_codemods.index.surroundings import Surroundings

# A backslash may break a statement anywhere; a comment between brackets may hold a bracket.
_GAP = r"[\s\\]*"
_FROM = re.compile(
    rf"from\b([\w.\s\\]*?)\bimport\b{_GAP}(\((?:[^()#]|#[^\n]*)*\)|(?:[^\n\\]|\\\n)*)"
)
# What begins with a letter is found fastest: what stands in front is looked at afterwards.
_IMPORT = re.compile(r"import\b(?=((?:[^\n\\]|\\\n)*))")
_STAR = re.compile(rf"import{_GAP}\*")
_READ = re.compile(r"""["'.:](\w+)|\.[\s\\]+(\w+)""")
_READ_OF = re.compile(rf"(?::|{_GAP}\.{_GAP})(\w+)")
_QUOTED = re.compile(r"""["']([.\w]*\w)""")
_COMPUTING = ("import_module", "__import__")


def taken_names(
    surroundings: Surroundings, names: Mapping[Module, Collection[str]]
) -> dict[Path, frozenset[str]]:
    """The names that other files take from each module, by its file, and perhaps some more.

    A file that has the module in hand, or names it in a string as `mock.patch` does, may take
    whatever it reads as an attribute or names in a string. Who imports a module by a star may take
    whatever it says, and others take it from there.

    Args:
        surroundings: The files.
        names: The names that are asked for, by the module.
    """
    files = _files(surroundings) if names else []
    starring = [file for file in files if file.is_starring]
    return {
        module.path: frozenset(own).intersection(
            _taken(module, own, _Reach.of(_ways(surroundings, module, starring)), files)
        )
        for module, own in names.items()
    }


def _files(surroundings: Surroundings) -> list[_Mentions]:
    """What each file says of others, read once: modules are asked about in several steps."""
    if _Mentions not in surroundings.facts:
        texts = surroundings.texts.items()
        surroundings.facts[_Mentions] = [_Mentions(surroundings.index, *one) for one in texts]
    found: list[_Mentions] = surroundings.facts[_Mentions]
    return found


@dataclass(frozen=True, slots=True)
class _Reach:
    """How a module is reached.

    Attributes:
        ways: Its names, and those of who takes all of it.
        ends: What these end in.
        words: The last words of them.
        packages: For each of these the packages above.
    """

    ways: set[str]
    ends: set[str]
    words: set[str]
    packages: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, ways: set[str]) -> _Reach:
        """How a module is reached by its names."""
        parted = [way.rpartition(".") for way in ways]
        packages = tuple((last, frozenset(_prefixes(above))) for above, _, last in parted)
        return cls(ways, {e for way in ways for e in _ends(way)}, {p[2] for p in parted}, packages)


def _taken(
    module: Module, names: Collection[str], reach: _Reach, files: Sequence[_Mentions]
) -> Iterator[str]:
    """The names that are taken from a module.

    Args:
        module: The module.
        names: Those that are asked for.
        reach: How it is reached.
        files: All files, which may know it by an alias.
    """
    # A quick look at the words leaves a few of hundreds.
    words, wanted = _as_words({*reach.words, *_COMPUTING}), _as_words(names)
    near = [
        file
        for file in files
        if (file.is_starring or file.may_have(words)) and file.path != module.path
    ]
    aliases = {
        alias for file in near for word in reach.words for alias in file.aliases.get(word, ())
    }
    for file in near:
        if file.may_have(wanted):
            yield from file.taken(reach)
            yield from file.read_of(reach.words)
    for file in files if aliases else ():
        if file.may_have(wanted):
            yield from file.read_of(aliases)


def _as_words(names: Collection[str]) -> frozenset[bytes]:
    # A file may have a name that is no text.
    return frozenset(name.encode(errors="surrogateescape") for name in names)


def _ways(surroundings: Surroundings, module: Module, starring: Sequence[_Mentions]) -> set[str]:
    """How a module's names are reached: by its own names, and by those of who takes all of it."""
    ways: set[str] = set()
    waiting = [(module.path, module.name)]
    while waiting:
        spellings = _spellings(surroundings, *waiting.pop())
        if not spellings <= ways:
            ways |= spellings
            ends = {end for way in spellings for end in _ends(way)}
            waiting += [(one.path, one.name) for one in starring if not ends.isdisjoint(one.stars)]
    return ways


def _spellings(surroundings: Surroundings, path: Path, name: str) -> set[str]:
    """The names of a module: its own, and those with folders in front that are no packages."""
    parts = name.split(".")
    root = path.parents[len(parts) - (path.name != "__init__.py")]
    project = surroundings.folders[0]
    above = root.relative_to(project).parts if root.is_relative_to(project) else ()
    return {".".join([*above[at:], *parts]) for at in range(len(above) + 1)}


def _ends(name: str) -> Iterator[str]:
    """A dotted name and all that it ends in: where its folder is put on `sys.path`."""
    parts = name.split(".")
    return (".".join(parts[at:]) for at in range(len(parts)))


def _prefixes(name: str) -> Iterator[str]:
    """A dotted name and all that it begins with, the shortest first."""
    return itertools.accumulate(name.split("."), "{}.{}".format)


class _Mentions:
    """What a file says of others."""

    def __init__(self, index: Index, path: Path, text: str) -> None:
        self._is_plain = text.isascii()
        self._text = text if self._is_plain else unicodedata.normalize("NFKC", text)
        self._words = index.tree.words(path)
        self.path = path
        self.name = index.name_of(path)
        is_package = path.name == "__init__.py"
        self._package = self.name if is_package else self.name.rpartition(".")[0]

    def may_have(self, words: Collection[bytes]) -> bool:
        """Whether it has one of some words; what is not ASCII may be a word in another spelling."""
        return not self._is_plain or not self._words.isdisjoint(words)

    @cached_property
    def is_starring(self) -> bool:
        """Whether it may import a module by a star."""
        return _STAR.search(self._text) is not None

    def taken(self, reach: _Reach) -> Iterator[str]:
        """The names that the file may take from a module."""
        for where in reach.ends & self._imported.keys():
            yield from self._imported[where]
        if not reach.ends.isdisjoint(self.stars):
            yield from re.findall(r"\w+", self._text)
        elif self.name in reach.ways or self._holds(reach):
            yield from self._read

    def _holds(self, reach: _Reach) -> bool:
        """Whether the file has a module in hand, and so may read any name of it."""
        objects = self._objects
        if self._computes or not (
            reach.ends.isdisjoint(objects) and reach.ways.isdisjoint(self._named)
        ):
            return True
        if not reach.ends.isdisjoint(self._relative):
            return True
        return any(not above.isdisjoint(objects) and w in self._read for w, above in reach.packages)

    @cached_property
    def _computes(self) -> bool:
        """Whether it imports modules by names that are nowhere written down."""
        return any(word in self._text for word in _COMPUTING)

    @cached_property
    def stars(self) -> set[str]:
        """The modules that it imports by a star."""
        return {where for where, names in self._imported.items() if "*" in names}

    @cached_property
    def aliases(self) -> dict[str, set[str]]:
        """What it calls some of what it imports, for others may know a module by that."""
        found: dict[str, set[str]] = {}
        for names in (*self._imported.values(), *self._plain):
            for name, how, alias in zip(names, names[1:], names[2:], strict=False):
                if how == "as":
                    found.setdefault(name.rpartition(".")[2], set()).add(alias)
        return found

    def read_of(self, words: Collection[str]) -> Iterator[str]:
        """What it reads of whatever is called by one of some words, as entry points do, too."""
        for word in words:
            # No pattern finds where a word is as fast.
            at = self._text.find(word)
            while at >= 0:
                if name := _READ_OF.match(self._text, at + len(word)):
                    yield name[1]
                at = self._text.find(word, at + 1)

    @cached_property
    def _imported(self) -> dict[str, list[str]]:
        """The names that it imports, by the module that it imports them from."""
        found: dict[str, list[str]] = defaultdict(list)
        for where, names in _FROM.findall(self._text):
            module = "".join(where.replace("\\", " ").split())
            # Beyond the outermost package are folders that are no packages.
            absolute = absolute_name(self._package, module).lstrip(".")
            found[absolute] += re.findall(r"\w+|\*", names)
        return found

    @cached_property
    def _plain(self) -> list[list[str]]:
        """The modules that each of its plain imports names."""
        return [
            re.findall(r"[\w.]+", found[1])
            for found in _IMPORT.finditer(self._text)
            if self._before(found.start()).rstrip(" \t")[-1:] in ("", ";", ":")
        ]

    def _before(self, at: int) -> str:
        """What stands in front of a place on its line."""
        return self._text[self._text.rfind("\n", 0, at) + 1 : at]

    @cached_property
    def _objects(self) -> set[str]:
        """The absolute names of all that it imports, modules among them."""
        bound = {prefix for ns in self._plain for name in ns for prefix in _prefixes(name)}
        named = {f"{where}.{n}".lstrip(".") for where, ns in self._imported.items() for n in ns}
        return bound | named

    @cached_property
    def _named(self) -> set[str]:
        """The dotted names that its strings open with, and of each all that it begins with."""
        return {prefix for string in self._quoted for prefix in _prefixes(string)}

    @cached_property
    def _relative(self) -> set[str]:
        """What stands behind the dot in strings that open with one."""
        return {string[1:] for string in self._quoted if string.startswith(".")}

    @cached_property
    def _quoted(self) -> set[str]:
        return set(_QUOTED.findall(self._text))

    @cached_property
    def _read(self) -> set[str]:
        """What it reads as an attribute, of whatever, or names in a string."""
        return {one or other for one, other in _READ.findall(self._text)}
