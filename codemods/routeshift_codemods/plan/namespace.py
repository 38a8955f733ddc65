"""Where the names that a new file uses come from."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from routeshift_codemods.index.index import Index, Module, parse_text
from routeshift_codemods.index.names import Defined, lookup
from routeshift_codemods.plan.imports import ImportBlock
from routeshift_codemods.plan.layout import Layout
from routeshift_codemods.plan.split import Split
from routeshift_codemods.plan.statements import Layers, Statement, is_ours, take_apart

File = Literal["models", "api", "routes"]

_GUARDED = """
try:  # it is not always there
    from {where} import {name}
except ImportError:
    pass
"""


def guarded(where: str, name: str) -> str:
    """The import of a name that a module may or may not have."""
    return _GUARDED.format(where=where, name=name)


@dataclass(frozen=True, slots=True)
class Namespace:
    """The names of a module while it is taken apart.

    Attributes:
        index: The facts.
        module: The module.
        layers: Its parts.
        split: Where its statements go.
        layout: Where the files go.
        width: How long a line may be.
        requests: The names of the request models.
        requests_in: Which file they are in.
    """

    index: Index
    module: Module
    layers: Layers
    split: Split
    layout: Layout
    width: int
    requests: Collection[str] = field(default_factory=tuple)
    requests_in: File = "models"

    @property
    def sure(self) -> frozenset[str]:
        """The names that are there whichever way the module's statements went."""
        return self.module.certain | set(self.requests)

    def imports(self, body: str, file: File, extra: Mapping[str, tuple[str, str]]) -> str:
        """The import block of a new file, `if TYPE_CHECKING` blocks included.

        Args:
            body: The file's code without its imports.
            file: Which file it is.
            extra: What generated code imports: the module and the name, by what it is called.
        """
        wanted = self._wanted(body)
        conditional = self._conditional(wanted, file)
        wanted = wanted.union(*(s.uses for s in conditional))
        wanted = wanted.difference(*(s.binds for s in conditional))
        block = self.block()
        own = wanted - extra.keys()
        if self.layout.kind == "layered" and file == "api":
            own |= self._reexported()
        for statement in self._plain_imports(file):
            block.keep(self.module, statement, own, self.layout.shift)
        for called in sorted(wanted & extra.keys()):
            where, name = extra[called]
            if not block.binds(called):
                block.add(where, name, None if called == name else called)
        missing = {n for n in own.difference(block.names) if self._sibling(n) != file}
        typing = self._typing_block(missing, block) if file != "routes" else ""
        self._from_stars({n for n in missing if n not in self.module.names}, block)
        sometimes = ""
        sure = self.sure
        circular: list[str] = []
        for name in sorted(wanted - extra.keys()):
            sibling = self._sibling(name)
            if sibling is None or sibling == file:
                continue
            where = f".{getattr(self.layout, sibling).stem}"
            if (file, sibling) == ("models", "api"):
                # The Protocols' module imports this one: only a quoted signature names them.
                circular.append(f"    from {where} import {name}\n")
            elif name in sure:
                block.add(where, name)
            else:
                sometimes += guarded(where, name)
        if circular:
            checking = "TYPE_CHECKING"
            block.add("typing", checking)
            typing += f"\nif {checking}:\n{''.join(circular)}"
        blocks = "".join(f"\n{self.text_of(statement)}" for statement in conditional)
        return block.render() + blocks + typing + sometimes

    def _conditional(self, wanted: set[str], file: File) -> list[Statement]:
        """The conditional imports that a file needs; one that stays where it was keeps all."""
        kept = self.layout.kind == "layered" and file == "api"
        return [s for s in self.layers.conditional_imports if kept or s.binds & wanted]

    def text_of(self, statement: Statement) -> str:
        """A statement as it stands in a file that is deeper."""
        return self.shifted(self.module.source.block(statement.first, statement.last))

    def _reexported(self) -> set[str]:
        """The names that an API module which stays imports, for others may import them from it.

        Of those for type checkers only what it never used itself.
        """
        typing = [s for s in self.layers.statements if s.is_typing]
        never_used = {n for s in typing for n in s.binds} - self.module.uses(self.module.tree.body)
        kept = [s for s in self.layers.leading_imports if not is_ours(s)]
        return never_used.union({"*"} if self.module.stars else (), *(s.binds for s in kept))

    def no_longer_used(self, body: str) -> bool:
        """Whether code of an API module that stays leaves an import of it to other modules."""
        lost = self.module.uses(self.module.tree.body) - self._wanted(body)
        return any(lost & s.binds for s in self.layers.leading_imports if not is_ours(s))

    def block(self) -> ImportBlock:
        """An empty import block that knows which packages are the target's."""
        return ImportBlock(lambda top: self.index.find(top) is not None, self.width)

    def _wanted(self, body: str) -> set[str]:
        parsed = parse_text(body, self.module.path, self.module.name)
        layers = take_apart(parsed)
        bound: set[str] = set()
        used: set[str] = set()
        for statement in layers.statements:
            # An import below its first use is a second one: the first was at the top.
            bound |= statement.binds - used if statement.is_import else statement.binds
            used |= statement.uses
        return used - bound

    def _plain_imports(self, file: File) -> list[Statement]:
        """The import statements that a file takes its names from, those in its body left out."""
        placed = self.split.models if file == "models" else self.split.api if file == "api" else ()
        late = [s for s in (*self.split.models, *self.split.api) if s.is_import]
        every = [*self.layers.leading_imports, *(s for s in late if s not in placed)]
        return sorted(every, key=lambda statement: statement.first)

    def _sibling(self, name: str) -> File | None:
        if name in self.requests:
            return self.requests_in
        bound = self.module.names.get(name)
        if bound is not None and bound.typing_only:
            return None
        return self.split.definitions.get(name)

    def _typing_block(self, names: set[str], block: ImportBlock) -> str:
        parts: list[str] = []
        for statement in self.layers.statements:
            if statement.is_typing and statement.binds & names:
                parts.append(self._typing_imports(statement, names))
                block.add("typing", "TYPE_CHECKING")
        return "".join(f"\n{part}" for part in parts)

    def _typing_imports(self, statement: Statement, names: set[str]) -> str:
        node = statement.node
        assert isinstance(node, ast.If)
        source = self.module.source
        lines = source.block(statement.first, node.body[0].lineno - 1)
        for child in node.body:
            bound = {a.asname or a.name for a in getattr(child, "names", [])}
            if not isinstance(child, ast.Import | ast.ImportFrom) or bound & names:
                lines += self.shifted(source.block(child.lineno, child.end_lineno or child.lineno))
        return lines

    def _from_stars(self, names: set[str], block: ImportBlock) -> None:
        for name in sorted(names):
            if hasattr(builtins, name):
                continue
            for star in self.module.stars:
                target = self.index.find(self.module.absolute(star.module))
                if target is None or isinstance(lookup(self.index, target, name), Defined):
                    self._from_star(star.module, star.node, name, block, known=target is not None)
                    break

    def _from_star(
        self, where: str, node: ast.ImportFrom, name: str, block: ImportBlock, *, known: bool
    ) -> None:
        if known:
            shift = self.layout.shift if node.level else 0
            block.add("." * shift + where, name)
            return
        for statement in self.layers.leading_imports:
            if statement.node is node and not block.binds("*"):
                block.keep(self.module, statement, {"*"}, self.layout.shift)

    def shifted(self, text: str) -> str:
        """Moved code, its relative imports written for where it lands."""
        if not self.layout.shift or "from ." not in text:
            return text
        dots = "." * self.layout.shift
        return re.sub(r"^(\s*from )(\.+)", rf"\g<1>{dots}\g<2>", text, flags=re.MULTILINE)
