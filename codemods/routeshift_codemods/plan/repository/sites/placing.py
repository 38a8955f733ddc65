"""Where new imports stand at the top of a module: in their sections, in the order of isort."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routeshift_codemods.edit import Change, InsertBehind, InsertStatements, module_key
from routeshift_codemods.index import FunctionNode, Index, Module
from routeshift_codemods.plan.imports import Section, section_of
from routeshift_codemods.plan.layout import is_docstring
from routeshift_codemods.syntax import is_typing_block, module_named

Import = ast.Import | ast.ImportFrom
_DEFINITIONS = FunctionNode | ast.ClassDef
# The section, whether it is a `from`, and the module.
_Key = tuple[Section, bool, int, str]


@dataclass(frozen=True, slots=True)
class ImportPlacing:
    """Places new imports in a module.

    Attributes:
        index: The facts, which tell the packages of the target.
        module: The module.
    """

    index: Index
    module: Module

    @property
    def has_room(self) -> bool:
        """Whether a new one has a line: all of a file may share that of a `__future__` import."""
        return bool(self._imports or self._code)

    @property
    def _imports(self) -> list[Import]:
        body = self.module.tree.body
        return [n for n in body if isinstance(n, Import) and is_alone(body, n)]

    @property
    def _code(self) -> list[ast.stmt]:
        # What comes from the future stays above all else, with all that shares its line.
        body = self.module.tree.body
        last = max((node.lineno for node in body if _is_future(node)), default=0)
        below = [node for node in body if node.lineno > last]
        return [node for node in below if not is_docstring(node) and not is_typing_block(node)]

    def changes(self, statements: Sequence[str]) -> Iterator[Change]:
        """The changes that insert statements, each a `from` import.

        Args:
            statements: The statements.
        """
        imports = self._imports
        new = sorted(statements, key=self._key)
        if not imports:
            yield self._above_the_code(new)
            return
        rows = [(self._key_of(node), node) for node in imports]
        behind: dict[Import, list[str]] = {}
        before: dict[Import, list[str]] = {}
        for statement in new:
            key = self._key(statement)
            near = [row for row in rows if row[0][0] is key[0]] or rows
            smaller = [node for known, node in near if known < key]
            place, at = (behind, smaller[-1]) if smaller else (before, near[0][1])
            place.setdefault(at, []).append(statement)
        for node, group in behind.items():
            apart = self._in_sections(group, self._key_of(node)[0])
            yield self._change(node, InsertBehind(tuple(apart)))
        for node, group in before.items():
            blank = self._key(group[-1])[0] is not self._key_of(node)[0]
            yield self._change(node, InsertStatements(tuple(self._in_sections(group)), int(blank)))

    def _above_the_code(self, statements: Sequence[str]) -> Change:
        first = self._code[0]
        blank = 0 if isinstance(first, Import) else 1 + isinstance(first, _DEFINITIONS)
        return self._change(first, InsertStatements(tuple(self._in_sections(statements)), blank))

    def _in_sections(
        self, statements: Sequence[str], section: Section | None = None
    ) -> Iterator[str]:
        """Statements with a blank line above each that begins a section.

        Args:
            statements: The statements, in order.
            section: That of what stands above; None where that does not matter.
        """
        for statement in statements:
            own = self._key(statement)[0]
            yield statement if section in (None, own) else f"\n{statement}"
            section = own

    def _key(self, statement: str) -> _Key:
        where = statement.split()[1]
        return self._section(where), True, *module_key(where)

    def _key_of(self, node: Import) -> _Key:
        is_from = isinstance(node, ast.ImportFrom)
        where = module_named(node) if isinstance(node, ast.ImportFrom) else node.names[0].name
        return self._section(where), is_from, *module_key(where)

    def _section(self, where: str) -> Section:
        return section_of(where, lambda top: self.index.find(top) is not None)

    def _change(self, node: ast.stmt, transform: InsertBehind | InsertStatements) -> Change:
        return Change(self.module.path, self.module.source.span(node), transform)


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def is_alone(body: Sequence[ast.stmt], node: ast.stmt) -> bool:
    """Whether no other statement of a block stands on the lines of one of its own.

    Args:
        body: The block.
        node: The statement.
    """
    first, last = node.lineno, node.end_lineno or node.lineno
    others = (other for other in body if other is not node)
    return not any(o.lineno <= last and first <= (o.end_lineno or 0) for o in others)
