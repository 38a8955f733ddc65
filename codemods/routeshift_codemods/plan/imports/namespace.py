"""Where the names that a new file uses come from."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from routeshift_codemods.edit import Change, DeepenImport, RemoveStatement, applied
from routeshift_codemods.index import Index, Module, Starred, origin, parse_text, starred
from routeshift_codemods.new import Line, Template, code_of, import_from, string
from routeshift_codemods.plan.code import ACCEPTS
from routeshift_codemods.plan.imports.block import ImportBlock
from routeshift_codemods.plan.layout import (
    Layers,
    Layout,
    ModuleSplit,
    Statement,
    is_ours,
    take_apart,
)
from routeshift_codemods.syntax import Star, walk

_GUARDED = Template("""
try:  # it is not always there
    {imported}
except ImportError:
    pass
""")
_GUARDED_AND_LISTED = Template("""
try:  # it is not always there
    {imported}
except ImportError:
    pass
else:
    __all__ += [{name}]
""")
_FOR_TYPES = Template("""
if TYPE_CHECKING:
    {imported}
""")

File = Literal["models", "api", "routes"]


def guarded(where: str, name: str, *, listed: bool = False) -> str:
    """The import of a name that a module may or may not have.

    Args:
        where: The module.
        name: The name.
        listed: Whether `__all__` lists it when it is there.
    """
    template = _GUARDED_AND_LISTED if listed else _GUARDED
    places = {"name": string(name)} if listed else {}
    return (
        f"\n{code_of(template.statement(imported=[import_from(where, [(name, None)])], **places))}"
    )


@dataclass(frozen=True)
class Namespace:
    """The names of a module while it is taken apart.

    Attributes:
        index: The facts.
        module: The module.
        layers: Its parts.
        split: Where its statements go.
        layout: Where the files go.
        requests: The names of the request models.
        requests_in: Which file they are in.
        dropped: The imported names that the facade does not re-export.
        own: What changes in its code besides.
    """

    index: Index
    module: Module
    layers: Layers
    split: ModuleSplit
    layout: Layout
    requests: Collection[str] = field(default_factory=tuple)
    requests_in: File = "models"
    dropped: frozenset[str] = frozenset()
    own: tuple[Change, ...] = ()

    @property
    def sure(self) -> frozenset[str]:
        """The names that are there whichever way the module's statements went."""
        return self.module.certain | {*self.requests, ACCEPTS}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The imported names that the facade does not import: its own blocks may need some."""
        blocks = [*self.layers.conditional_imports]
        blocks += [s for s in self.layers.statements if s.is_typing]
        kept = (s for s in blocks if s.is_starred or not s.binds <= self.dropped)
        return self.dropped.difference(*(s.uses for s in kept))

    @property
    def needed(self) -> frozenset[str]:
        """The imported names that the facade imports for its own blocks alone."""
        return self.dropped - self.hidden

    def imports(self, body: str, file: File, extra: Mapping[str, tuple[str, str]]) -> str:
        """The import block of a new file, `if TYPE_CHECKING` blocks included.

        Args:
            body: The file's code without its imports.
            file: Which file it is.
            extra: What generated code imports: the module and the name, by what it is called.
        """
        wanted = self._wanted(body) - (self._shown(body) - self.in_examples(body, file))
        starred, unsure = self._from_stars(wanted - extra.keys(), file)
        conditional = self._conditional(wanted, file, stars=unsure)
        # A conditional import uses names as well, as `sys` in its condition.
        wanted = wanted.union(*(s.uses for s in conditional))
        wanted = wanted.difference(*(s.binds for s in conditional))
        block = self.block()
        own = wanted - extra.keys()
        if self.layout.kind == "layered" and file == "api":
            own |= self._reexported()
        if unsure:
            own |= {"*"}
        for statement in self._plain_imports(file):
            block.keep(self.module, statement, own, self.layout.shift)
        for called in sorted(wanted & extra.keys()):
            where, name = extra[called]
            if not block.binds(called):
                block.add(where, name, None if called == name else called)
        missing = {n for n in own.difference(block.names) if self._sibling(n) != file}
        typing = self._typing_block(missing, block) if file != "routes" else ""
        for name, star in starred.items():
            dots = "." * self.layout.shift if star.node.level else ""
            block.add(f"{dots}{star.module}", name)
        behind = self._from_siblings(wanted - extra.keys(), file, block)
        blocks = "".join(f"\n{self.text_of(statement)}" for statement in conditional)
        return block.render() + blocks + typing + behind

    def _from_siblings(self, names: set[str], file: File, block: ImportBlock) -> str:
        """Import what the other new files define; what must stand behind the block is the text."""
        sure = self.sure
        circular: list[Line] = []
        sometimes: list[str] = []
        for name in sorted(names):
            sibling = self._sibling(name)
            if sibling is None or sibling == file:
                continue
            where = self.layout.sibling(getattr(self.layout, sibling))
            if (file, sibling) == ("models", "api"):
                # The Protocols' module imports this one: only a quoted signature names them.
                circular.append(import_from(where, [(name, None)]))
            elif name in sure:
                block.add(where, name)
            else:
                sometimes.append(guarded(where, name))
        if circular:
            block.add("typing", "TYPE_CHECKING")
            sometimes.insert(0, f"\n{code_of(_FOR_TYPES.statement(imported=circular))}")
        return "".join(sometimes)

    def _conditional(self, wanted: set[str], file: File, *, stars: bool) -> list[Statement]:
        """The conditional imports that a file needs; one that stays where it was keeps all."""
        kept = self.layout.kind == "layered" and file == "api"
        return [
            statement
            for statement in self.layers.conditional_imports
            if kept or statement.binds & wanted or (stars and statement.is_starred)
        ]

    def text_of(self, statement: Statement) -> str:
        """A statement as it stands in a file that is deeper."""
        return applied(self.module, self.carried, statement.first, statement.last)

    def _reexported(self) -> set[str]:
        """The names that an API module which stays imports, for others may import them from it.

        Of those for type checkers only what it never used itself.
        """
        typing = [s for s in self.layers.statements if s.is_typing]
        never_used = {n for s in typing for n in s.binds} - self.module.uses(self.module.tree.body)
        kept = [s for s in self.layers.leading_imports if not is_ours(s)]
        names = never_used.union(*(s.binds for s in kept)) - self.dropped
        return names | ({"*"} if self.module.stars else set())

    def no_longer_used(self, body: str) -> bool:
        """Whether code of an API module that stays leaves an import of it to other modules."""
        used = self.module.uses(self.module.tree.body, examples=False)
        lost = used - self._wanted(body) - self.dropped
        return any(lost & s.binds for s in self.layers.leading_imports if not is_ours(s))

    def block(self) -> ImportBlock:
        """An empty import block that knows which packages are the target's."""
        unknown = any(s.exports.others or s.exports.perhaps for s in self.stars)
        return ImportBlock(lambda top: self.index.find(top) is not None, unknown)

    def _wanted(self, body: str) -> set[str]:
        parsed = parse_text(body, self.module.path, self.module.name)
        layers = take_apart(parsed)
        bound: set[str] = set()
        used: set[str] = set()
        for statement in layers.statements:
            # An import below its first use is a second one: the first was at the top.
            bound |= statement.binds - used if statement.is_import else statement.binds
            used |= statement.uses
        # Names that the body binds itself come from nowhere else.
        return used - bound

    def in_examples(self, body: str, file: File) -> set[str]:
        """The names that a file imports for nothing but examples in docstrings."""
        # Handlers stand in a function, where nobody finds examples.
        shown = set() if file == "routes" else self._shown(body)
        # What the Protocols' module imports can import nothing from there.
        return {n for n in shown if (file, self._sibling(n)) != ("models", "api")}

    def _shown(self, body: str) -> set[str]:
        """The names of the module that nothing but examples takes from around some code."""
        parsed = parse_text(body, self.module.path, self.module.name)
        if not parsed.has_examples:
            return set()
        own = parsed.tree.body
        shown = parsed.uses(own) - parsed.uses(own, examples=False) - parsed.names.keys()
        return shown & self.module.names.keys()

    def _plain_imports(self, file: File) -> list[Statement]:
        """The import statements that a file takes its names from, those in its body left out."""
        placed = self._placed(file)
        late = [s for s in (*self.split.models, *self.split.api) if s.is_import]
        every = [*self.layers.leading_imports, *(s for s in late if s not in placed)]
        return sorted(every, key=lambda statement: statement.first)

    def _placed(self, file: File) -> tuple[Statement, ...]:
        """The statements of the module that stand in the body of a file."""
        return {"models": self.split.models, "api": self.split.api, "routes": ()}[file]

    def _sibling(self, name: str) -> File | None:
        if name in self.requests or name == ACCEPTS:
            return self.requests_in
        bound = self.module.names.get(name)
        if bound is not None and bound.typing_only:
            return None
        return self.split.definitions.get(name)

    def _typing_block(self, names: set[str], block: ImportBlock) -> str:
        parts: list[str] = []
        names = names | {"*"} if self._needs_typing_star(names) else names
        for statement in self.layers.statements:
            bound = statement.binds | ({"*"} if statement.is_starred else set())
            if statement.is_typing and bound & names:
                parts.append(self.typing_imports(statement, names))
                block.add("typing", "TYPE_CHECKING")
        return "".join(f"\n{part}" for part in parts)

    def _needs_typing_star(self, names: set[str]) -> bool:
        """Whether a name may come by a star import that only type checkers see."""
        unbound = {n for n in names - self.module.names.keys() if self._sibling(n) is None}
        stars = [found.exports for found in self.stars if found.star.typing_only]
        return any(s.may_bind(n) for s in stars for n in unbound if not hasattr(builtins, n))

    def typing_imports(self, statement: Statement, names: set[str]) -> str:
        """A block for type checkers without the imports that a file does not need."""
        node = statement.node
        assert isinstance(node, ast.If)
        source = self.module.source
        imports = [n for n in node.body if isinstance(n, ast.Import | ast.ImportFrom)]
        unneeded = [n for n in imports if names.isdisjoint(map(_called, n.names))]
        removed = [Change(self.module.path, source.span(n), RemoveStatement()) for n in unneeded]
        return applied(self.module, [*self.carried, *removed], statement.first, statement.last)

    def _from_stars(self, names: set[str], file: File) -> tuple[dict[str, Star], bool]:
        """The star import that each name comes by, and whether that of some name is unsure.

        A file with such a name takes all star imports as they stand, and no name by itself.
        """
        inside = [n for s in self._placed(file) for n in s.nodes]
        found: dict[str, Star] = {}
        for name in sorted(names):
            if name in self.module.names or self._sibling(name) is not None:
                continue
            star, sure = origin((s for s in self.stars if not s.star.typing_only), name)
            # What is generated means the builtins.
            if not sure and not (file == "routes" and hasattr(builtins, name)):
                return {}, True
            if star is not None and sure and star.node not in inside:
                found[name] = star
        return ({} if self._keeps_stars(file) else found), False

    def _keeps_stars(self, file: File) -> bool:
        return self.layout.kind == "layered" and file == "api"

    @cached_property
    def stars(self) -> list[Starred]:
        """The star imports of the module, and what they bind."""
        return starred(self.index, self.module)

    @cached_property
    def carried(self) -> tuple[Change, ...]:
        """What changes in code on its way to another file, as the dots of relative imports."""
        if not self.layout.shift:
            return self.own
        walked = walk(self.module.tree)
        relative = (n for n in walked if isinstance(n, ast.ImportFrom) and n.level)
        return (*self.own, *(self._deeper(node) for node in relative))

    def _deeper(self, node: ast.ImportFrom) -> Change:
        span = self.module.source.span(node)
        return Change(self.module.path, span, DeepenImport(self.layout.shift))


def _called(alias: ast.alias) -> str:
    """The name that an import binds."""
    return alias.asname or alias.name.partition(".")[0]
