"""A second opinion: what a type checker says of receivers that source does not tell.

It is believed where every class that it names is one of the project's, and then as what is inferred
from around a call: its arguments must fit.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from routeshift_codemods.index import Defined, Index, Surroundings, lookup
from routeshift_codemods.programs import program
from routeshift_codemods.resolve.inference import NOTHING, Instance, Kinds, class_at
from routeshift_codemods.resolve.receivers.site import Site
from routeshift_codemods.syntax import last_name
from routeshift_codemods.type_checkers import Position, Question, Said, consult

# A site in the files before and after they change: its file, its code, and which of that code.
_Key = tuple[Path, str, int]
# What a condition leaves of a type: `(Orders & ~AlwaysFalsy)`.
_NARROWED = re.compile(r"\(?([\w.]+)(?: & ~\w+)+\)?")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")


@dataclass(slots=True)
class SecondOpinion:
    """What a type checker says, which is asked once about each receiver.

    Attributes:
        checker: Its name.
        is_closed: Whether it is asked no more: the files are not what they will be.
        asked: How many receivers it was asked about.
        failure: Why it said no more, if so.
        decided: The sites that it decided.
    """

    checker: str
    is_closed: bool = False
    asked: int = 0
    failure: str = ""
    decided: set[_Key] = field(default_factory=set)
    _said: dict[_Key, tuple[str, ...]] = field(default_factory=dict)

    def on(
        self,
        surroundings: Surroundings,
        sites: Sequence[Site],
        judge: Callable[[Site, Kinds], Site],
    ) -> list[Site]:
        """Sites, those among them decided that were unknown and that it tells.

        Args:
            surroundings: The project.
            sites: The sites.
            judge: What becomes of a site whose receiver is something.
        """
        keys = _keys(sites)
        unknown = {key: site for key, site in zip(keys, sites, strict=True) if _is_open(site)}
        new = {key: site for key, site in unknown.items() if key not in self._said}
        if new and not self.is_closed and not self.failure:
            self._ask(surroundings, new)
        told = []
        for key, site in zip(keys, sites, strict=True):
            receiver = _kinds(surroundings.index, self._said.get(key, ()))
            judged = judge(site, receiver) if receiver and key in unknown else site
            if judged.verdict != site.verdict:
                self.decided.add(key)
                judged = replace(judged, reason=f"{self.checker} says {judged.reason}")
            told.append(judged)
        return told

    def _ask(self, surroundings: Surroundings, sites: Mapping[_Key, Site]) -> None:
        copies = _copies(surroundings)
        files = dict(copies.values())
        paths = {place: path for path, (place, _) in copies.items()}
        asked = {key: site for key, site in sites.items() if site.module.path in copies}
        questions = [_question(copies[site.module.path][0], site) for site in asked.values()]
        said, self.failure = consult(self.checker, files, questions) if questions else ([], "")
        self.asked += len(questions)
        for key, one in zip(asked, said, strict=False):
            self._said[key] = _named(surroundings.index, paths, one) if one is not None else ()


def opinion_of(checker: str | None) -> SecondOpinion | None:
    """What a type checker will say; None when nobody is to be asked.

    Raises:
        RouteshiftError: It is not installed.
    """
    if checker is None:
        return None
    program(checker)
    return SecondOpinion(checker)


def _keys(sites: Iterable[Site]) -> list[_Key]:
    keys = []
    count: Counter[tuple[Path, str]] = Counter()
    for site in sites:
        code = (site.module.path, ast.unparse(site.node))
        count[code] += 1
        keys.append((*code, count[code]))
    return keys


def _is_open(site: Site) -> bool:
    return site.verdict == "unknown" and _receiver(site) is not None


def _receiver(site: Site) -> ast.expr | None:
    """The expression whose method is named; None where a string names it all."""
    node = site.node
    if isinstance(node, ast.Attribute):
        return node.value
    reads = isinstance(node, ast.Call) and last_name(node.func) == "getattr"
    return node.args[0] if reads and isinstance(node, ast.Call) and node.args else None


def _copies(surroundings: Surroundings) -> dict[Path, tuple[PurePath, str]]:
    """The project's Python files, each where its modules would import it from, and its text.

    So one folder holds what stands on `sys.path` in several. Of two modules of one name one is
    there, and none that would hide one of Python's own.
    """
    index, tree = surroundings.index, surroundings.target.tree
    texts = {path: text for path, text in surroundings.texts.items() if path.suffix == ".py"}
    for path in tree.python_files:
        texts.setdefault(path, (tree.read(path) or b"").decode(errors="replace"))
    found: dict[PurePath, tuple[Path, str]] = {}
    for path, text in texts.items():
        *above, name = index.name_of(path).split(".")
        if (*above, name)[0] not in sys.stdlib_module_names:
            own = (name, path.name) if path.name == "__init__.py" else (f"{name}.py",)
            found.setdefault(PurePath(*above, *own), (path, text))
    return {path: (place, text) for place, (path, text) in found.items()}


def _question(file: PurePath, site: Site) -> Question:
    source, node = site.module.source, _receiver(site)
    assert node is not None
    line, column = source.position(source.span(node)[1] - 1)
    character = len(source.lines[line - 1][:column].encode("utf-16-le")) // 2
    return Question(Position(file, line - 1, character), source.text)


def _named(index: Index, paths: Mapping[PurePath, Path], said: Said) -> tuple[str, ...]:
    """The dotted names of the classes that an object is of; none where it may be something else."""
    places = [place for place in said.classes if place is not None]
    classes = {place: _class(index, paths[place.file], place) for place in places}
    names = {dotted.rpartition(".")[2] for dotted in classes.values() if dotted}
    # `type[Orders]` is defined where `Orders` is, and what may be anything beside is told nowhere
    # but here.
    is_whole = _types(said.shown) == names and len(names) == len(classes)
    return tuple(sorted(filter(None, classes.values()))) if is_whole else ()


def _types(shown: str) -> set[str]:
    """The last names of the types in a union as it is shown, without what they hold, and None."""
    plain, shorter = "", _NARROWED.sub(r"\1", shown)
    while plain != shorter:
        plain, shorter = shorter, _BRACKETS.sub("", shorter)
    return {one.strip().rpartition(".")[2] for one in plain.split("|")} - {"None"}


def _class(index: Index, path: Path, place: Position) -> str | None:
    """The dotted name of the class whose name stands at a place."""
    module = index.at(path)
    for node in module.classes if module is not None else ():
        if node.lineno == place.line + 1:
            assert module is not None
            found = lookup(index, module, node.name)
            is_there = module.source.lines[place.line].startswith(node.name, place.character)
            if is_there and isinstance(found, Defined) and found.node is node:
                return f"{module.name}.{node.name}"
    return None


def _kinds(index: Index, names: Iterable[str]) -> Kinds:
    """Objects of some classes; nothing where one of them is not there."""
    found = [class_at(index, name) for name in names]
    kinds = [Instance(one.module, one.node) for one in found if one is not None]
    return frozenset(kinds) if len(kinds) == len(found) else NOTHING
