"""One index of a target: its modules by file and by name, parsed once, and what cannot be."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from routeshift.errors import TargetError
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.syntax import (
    PLACEHOLDER,
    PROMPT,
    Bound,
    SourceText,
    Star,
    Tokens,
    bindings,
    certain,
    classes_in,
    decode,
    examples_in,
    names_apart,
    parse,
    words_of,
)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef

# What each class begins with, and a comment or another word perhaps as well.
_CLASS = re.compile(r"class[\s\\]")


# Each is itself: to compare two by what they hold would compare their texts.
@dataclass(frozen=True, eq=False)
class Module:
    """One parsed file.

    Attributes:
        name: Its dotted name, from the outermost package that holds it.
        source: Its text.
        tree: Its syntax tree, whose positions are positions in the text.
        plain: The text that the tree was read from, which has no newer syntax.
        hidden: The names that the newer syntax uses, each with its line, by line.
        is_package: Whether it is an `__init__.py`.
    """

    name: str
    source: SourceText
    tree: ast.Module
    plain: str
    hidden: tuple[tuple[int, str], ...] = ()
    is_package: bool = False

    @property
    def path(self) -> Path:
        """The file."""
        return self.source.path

    @property
    def placeholders(self) -> frozenset[str]:
        """The names that stand in the tree for newer strings, where the module binds them not."""
        is_newer = self.plain != self.source.text
        return frozenset({PLACEHOLDER} - self.names.keys() if is_newer else ())

    @property
    def package(self) -> str:
        """The dotted name of the package that relative imports start from; may be empty."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @cached_property
    def names(self) -> dict[str, Bound]:
        """The top-level bindings by name; of several, the first that is not typing-only."""
        found: dict[str, Bound] = {}
        for bound in self.bindings:
            # At run time a name of a `TYPE_CHECKING` block is bound by whatever binds it besides.
            if isinstance(bound, Bound) and found.get(bound.name, bound).typing_only:
                found[bound.name] = bound
            elif isinstance(bound, Bound):
                found.setdefault(bound.name, bound)
        return found

    @cached_property
    def bindings(self) -> tuple[Bound | Star, ...]:
        """What its statements bind at the top level, in order."""
        return tuple(bindings(self.tree.body))

    @cached_property
    def alternatives(self) -> dict[str, list[Bound]]:
        """The imports of names that several imports bind, as in a `try` and its `except`."""
        found: dict[str, list[Bound]] = {}
        for bound in self.bindings:
            if isinstance(bound, Bound) and bound.target is not None and not bound.typing_only:
                found.setdefault(bound.name, []).append(bound)
        return {name: every for name, every in found.items() if len(every) > 1}

    def uses(
        self,
        nodes: Sequence[ast.stmt | ast.expr],
        *,
        quoted_signatures: bool = True,
        examples: bool = True,
    ) -> set[str]:
        """The names that code finds in the module or among the builtins (`names_used`).

        Those that the examples in its docstrings find there count, too. In newer syntax all names
        on its lines count.
        """
        found: set[str] = set()
        for node in nodes:
            if node not in self._uses:
                self._uses[node] = (*names_apart([node]), self._shown(node))
            plain, in_signatures, shown = self._uses[node]
            found |= plain
            found |= in_signatures if quoted_signatures else set()
            found |= shown if examples else set()
        found -= self.placeholders
        for node in nodes if self.hidden else ():
            first = bisect_left(self.hidden, (node.lineno,))
            last = bisect_left(self.hidden, ((node.end_lineno or node.lineno) + 1,))
            found.update(name for _, name in self.hidden[first:last])
        return found

    def _shown(self, node: ast.AST) -> set[str]:
        examples = examples_in(node) if self.has_examples else ()
        return {name for one in examples for name in one.uses}

    @cached_property
    def has_examples(self) -> bool:
        """Whether a docstring of it may have examples."""
        return PROMPT in self.source.text

    @cached_property
    def _uses(self) -> dict[ast.stmt | ast.expr, tuple[set[str], set[str], set[str]]]:
        # What uses what is asked in each step that takes a module apart.
        return {}

    @cached_property
    def certain(self) -> frozenset[str]:
        """The names that are bound whichever way its statements went."""
        return certain(self.tree.body)

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens, for what a syntax tree does not have: comments."""
        return Tokens(self.plain)

    @cached_property
    def stars(self) -> list[Star]:
        """The star imports at the top level."""
        return [found for found in self.bindings if isinstance(found, Star)]

    @cached_property
    def words(self) -> frozenset[bytes]:
        """The words of its text, in UTF-8 (`words_of`)."""
        return words_of(self.source.text.encode())

    @cached_property
    def classes(self) -> tuple[ast.ClassDef, ...]:
        """Its classes, wherever they stand."""
        own = tuple(node for node in self.tree.body if isinstance(node, ast.ClassDef))
        # Most modules have none but those at the top, and functions hold most of the rest.
        is_all = len(_CLASS.findall(self.source.text)) == len(own)
        return own if is_all else tuple(classes_in(self.tree.body))

    @cached_property
    def imported(self) -> set[str]:
        """The absolute names of what it imports at run time: modules, and names in them."""
        bound = [one for one in self.names.values() if not one.typing_only]
        targets = [one.target for one in bound if one.target]
        modules = {self.absolute(module) for module, _ in targets}
        modules |= {self.absolute(star.module) for star in self.stars if not star.typing_only}
        return modules | {f"{self.absolute(module)}.{name}" for module, name in targets if name}

    def absolute(self, module: str) -> str:
        """The absolute name of a module as an import of this one writes it."""
        return absolute_name(self.package, module)


def absolute_name(package: str, module: str) -> str:
    """The absolute name of a module as an import writes it.

    Args:
        package: The package that the import stands in.
        module: The module, with its dots.
    """
    level = len(module) - len(module.lstrip("."))
    if level == 0:
        return module
    parts = package.split(".")
    base = parts[: len(parts) - level + 1]
    return ".".join([*base, *filter(None, [module[level:]])])


class Index:
    """The modules of a tree. Files are parsed when they are first asked for.

    Attributes:
        tree: The files.
        unreadable: What could not be decoded or parsed, by file.
        facts: What was read of names and nodes, which stays so (`kept`).
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.unreadable: dict[Path, TargetError] = {}
        self._modules: dict[Path, Module | None] = {}
        self._folders: dict[Path, tuple[Path, str]] = {}
        self._places: dict[str, Path | None] = {}
        self.facts: dict[Any, Any] = {}

    def over(self, overlay: Mapping[Path, bytes | None]) -> Index:
        """An index of the same tree with files laid over it; no other file is parsed again."""
        found = Index(self.tree.over(overlay))
        # Modules are read-only facts: what is not laid over is the same in both.
        found._modules = {p: module for p, module in self._modules.items() if p not in overlay}
        found.unreadable = {p: e for p, e in self.unreadable.items() if p not in overlay}
        return found

    def beside(self, paths: Sequence[Path]) -> Index:
        """An index that also finds the modules of other files; it shares what is parsed.

        Args:
            paths: Files outside of the target, whose packages can then be found by name.
        """
        found = Index(self.tree)
        # Shared, not copied: what one of them parses the other need not.
        found._modules, found._folders = self._modules, self._folders
        more = sorted(found._roots_of(paths) - set(self.roots))
        found.roots = [*self.roots, *more]
        # What is found by name is found in the roots.
        if not more:
            found._places, found.facts = self._places, self.facts
            found._tops = self._tops
        return found

    def without(self, errors: Sequence[TargetError]) -> Index:
        """An index of the same tree in which more files are unreadable."""
        found = self.over({})
        for error in errors:
            assert error.file is not None
            found._modules[Path(error.file)] = None
            found.unreadable[Path(error.file)] = error
        return found

    def modules(self) -> list[Module]:
        """Every module of the target that can be read."""
        return list(self._every)

    @cached_property
    def _every(self) -> tuple[Module, ...]:
        found = [self.at(path) for path in self.tree.python_files]
        return tuple(module for module in found if module is not None)

    def at(self, path: Path) -> Module | None:
        """The module of a file; None when there is none, or it is unreadable."""
        if path not in self._modules:
            self._modules[path] = self._load(path)
        return self._modules[path]

    def find(self, name: str) -> Module | None:
        """The module of a dotted name, in the packages that the target's files belong to."""
        path = self._file(name)
        return None if path is None else self.at(path)

    def _file(self, name: str) -> Path | None:
        # Names are looked up many times, most of them of packages that are not the target's.
        if name not in self._places:
            self._places[name] = self._place(name)
        return self._places[name]

    def _place(self, name: str) -> Path | None:
        if name.partition(".")[0] not in self._tops:
            return None
        *outer, last = name.split(".")
        # Most are of a class or a function in a module, which holds no other.
        above = self._file(".".join(outer)) if outer else None
        if above is not None and above.name != "__init__.py":
            return None
        # A package has its modules beside it; folders that are none may be of several roots.
        folders = [above.parent] if above else [root.joinpath(*outer) for root in self.roots]
        tries = (f / end for f in folders for end in (f"{last}/__init__.py", f"{last}.py"))
        return next(filter(self.tree.is_file, tries), None)

    @cached_property
    def _tops(self) -> set[str]:
        """What may be imported: most of what files import is of packages that are not here."""
        return {name for root in self.roots for name in self.tree.names_in(root)}

    @cached_property
    def roots(self) -> list[Path]:
        """The folders that would stand on `sys.path`."""
        # Sorted: where two folders have a module of one name, the same one wins in each run.
        return sorted(self._roots_of(self.tree.python_files))

    def _roots_of(self, paths: Iterable[Path]) -> set[Path]:
        return {self._place_of(folder)[0] for folder in {path.parent for path in paths}}

    def is_package(self, folder: Path) -> bool:
        """Whether a folder has an `__init__.py`."""
        return self.tree.is_file(folder / "__init__.py")

    def name_of(self, path: Path) -> str:
        """The dotted name of a file or folder, whether it exists or not."""
        names = (self._place_of(path.parent)[1], "" if path.stem == "__init__" else path.stem)
        return ".".join(filter(None, names))

    def _place_of(self, folder: Path) -> tuple[Path, str]:
        """The root that a folder is found from, and its dotted name from there."""
        if folder not in self._folders:
            root, name = folder, ""
            if self.is_package(folder) and folder.parent != folder:
                root, above = self._place_of(folder.parent)
                name = f"{above}.{folder.name}" if above else folder.name
            self._folders[folder] = root, name
        return self._folders[folder]

    def _load(self, path: Path) -> Module | None:
        data = self.tree.read(path)
        if data is None:
            return None
        try:
            source = decode(path, data)
            return _module(source, self.name_of(path))
        except TargetError as error:
            self.unreadable[path] = error
            return None


def parse_text(text: str, path: Path, name: str) -> Module:
    """A module of text that is not on disk.

    Args:
        text: With `\n` at the end of each line.
        path: What messages call it.
        name: Its dotted name.

    Raises:
        TargetError: It does not parse.
    """
    return _module(SourceText(path, text), name)


def _module(source: SourceText, name: str) -> Module:
    parsed = parse(source)
    is_package = source.path.name == "__init__.py"
    if parsed.text != source.text:
        source = replace(source, counted=parsed.text)
    return Module(
        name,
        source,
        parsed.tree,
        parsed.text,
        parsed.hidden,
        is_package,
    )
