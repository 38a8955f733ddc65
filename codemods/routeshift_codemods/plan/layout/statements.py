"""A module as its top-level statements, each with the comments above it."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from routeshift_codemods.edit import by_line, first_line, last_line
from routeshift_codemods.index import Module
from routeshift_codemods.syntax import Bound, Star, bindings, is_typing_block, walk

_LEGAL = ("copyright", "license", "licence", "spdx", "#!", "-*-", "coding:", "coding=")
_SPECIAL = re.compile(r"#!|#.*?coding[:=]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One top-level statement, or several that share a line.

    Attributes:
        nodes: The statement; several only when they share lines.
        first: The first line of its leading comments, or of its code when there are none.
        code: The first line of its code, its decorators included.
        last: Its last line.
        binds: The names that it binds.
        uses: The names that it takes from the module.
        needs: Those of them without which it does not run.
    """

    nodes: tuple[ast.stmt, ...]
    first: int
    code: int
    last: int
    binds: frozenset[str]
    uses: frozenset[str]
    needs: frozenset[str]

    @property
    def node(self) -> ast.stmt:
        """The statement, or the first of those that share its lines."""
        return self.nodes[0]

    def has_any(self, lines: Iterable[int]) -> bool:
        """Whether one of some lines is of its code."""
        return any(self.code <= line <= self.last for line in lines)

    @property
    def is_import(self) -> bool:
        """Whether it is one plain import statement."""
        return len(self.nodes) == 1 and isinstance(self.node, ast.Import | ast.ImportFrom)

    @property
    def is_starred(self) -> bool:
        """Whether it, or a branch of it, is a `from x import *`."""
        return any(isinstance(found, Star) for found in bindings(list(self.nodes)))

    @property
    def is_all(self) -> bool:
        """Whether it is about nothing but `__all__`."""
        return self.binds <= {"__all__"} and "__all__" in self.binds | self.uses

    @property
    def is_conditional_import(self) -> bool:
        """Whether it imports under a condition or may fail to, and does nothing else."""
        return isinstance(self.node, ast.If | ast.Try) and not self.is_typing and _imports(self)

    @property
    def is_typing(self) -> bool:
        """Whether it is an `if TYPE_CHECKING` block."""
        return is_typing_block(self.node)


@dataclass(frozen=True, slots=True)
class Layers:
    """A module taken apart.

    Attributes:
        header: The licence and other comments at the top, with their line ends.
        docstring: The module's docstring, if it has one.
        future: The `from __future__` statements.
        statements: All others, in order.
        footer: Comments below the last statement, with their line ends.
    """

    header: str
    docstring: Statement | None
    future: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    footer: str

    @property
    def legal(self) -> str:
        """The header for other files, once, without `#!` and the coding line."""
        lines = self.header.splitlines(keepends=True)
        special = [at for at, line in enumerate(lines[:2]) if _SPECIAL.match(line)]
        rest = "".join(line for at, line in enumerate(lines) if at not in special)
        return apart(_once(rest.lstrip("\n")))

    @property
    def leading_imports(self) -> tuple[Statement, ...]:
        """The plain imports before the first statement that is neither import nor `__all__`."""
        return tuple(s for s in self._head if s.is_import)

    @property
    def conditional_imports(self) -> tuple[Statement, ...]:
        """The conditional ones among them."""
        return tuple(s for s in self._head if s.is_conditional_import)

    @property
    def _head(self) -> tuple[Statement, ...]:
        return tuple(itertools.takewhile(_is_head, self.statements))


def _is_head(statement: Statement) -> bool:
    imports = statement.is_import or statement.is_typing or statement.is_conditional_import
    return imports or statement.is_all


def _imports(statement: Statement) -> bool:
    """Whether all that a statement's branches do is to import, or to do without."""
    leaves = [n for n in walk(statement.node) if isinstance(n, ast.stmt)]
    simple = ast.Import | ast.ImportFrom | ast.Pass | ast.Raise | ast.If | ast.Try
    others = [n for n in leaves if not isinstance(n, simple)]
    imported = any(isinstance(n, ast.Import | ast.ImportFrom) for n in leaves)
    return len(statement.nodes) == 1 and imported and all(map(_is_none, others))


def _is_none(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Assign) else node
    return isinstance(value, ast.Constant) and value.value is None


def _once(header: str) -> str:
    """A header without the copy of it that a tool which adds licences left below it."""
    text = header.rstrip("\n")
    for gap in ("\n", "\n\n"):
        half = text[: (len(text) - len(gap)) // 2]
        if f"{half}{gap}{half}" == text:
            return f"{half}\n"
    return header


def apart(header: str) -> str:
    """The comments at the top with a blank line below them, for a docstring to follow."""
    return f"{header}\n" if header and not header.endswith("\n\n") else header


def take_apart(module: Module) -> Layers:
    """Take a module apart; every line of it belongs to exactly one part."""
    header_end = _header_end(module)
    statements: list[Statement] = []
    previous = header_end
    for group in by_line(module, module.tree.body):
        statement = _statement(module, group, previous)
        statements.append(statement)
        previous = statement.last
    docstring = statements.pop(0) if statements and is_docstring(statements[0].node) else None
    future = [s for s in statements if _is_future(s.node)]
    lines = module.source.lines
    return Layers(
        header=module.source.block(1, header_end),
        docstring=docstring,
        future=tuple(future),
        statements=tuple(s for s in statements if s not in future),
        footer=module.source.block(previous + 1, len(lines)).strip("\n"),
    )


def is_ours(statement: Statement) -> bool:
    """Whether it imports Routeshift's own decorator, of which migrated code keeps nothing."""
    where = getattr(statement.node, "module", None) or ""
    return where.partition(".")[0] == "routeshift"


def _statement(module: Module, group: list[ast.stmt], previous: int) -> Statement:
    code = first_line(module, group[0])
    first = next((n for n in range(previous + 1, code) if module.source.lines[n - 1].strip()), code)
    return Statement(
        nodes=tuple(group),
        first=first,
        code=code,
        last=_last_line(module, last_line(group[-1])),
        binds=frozenset(b.name for b in bindings(group) if isinstance(b, Bound)),
        uses=frozenset(module.uses(group)),
        needs=frozenset(module.uses(group, quoted_signatures=False, examples=False)),
    )


def _last_line(module: Module, end: int) -> int:
    """The last line, with the indented comments that close a body."""
    last = end
    lines = module.source.lines
    for number in range(end + 1, len(lines) + 1):
        line = lines[number - 1]
        if line.strip() and not (line[0] in " \t" and line.lstrip().startswith("#")):
            break
        last = number if line.strip() else last
    return last


def _header_end(module: Module) -> int:
    """The last line of the comments that are about the file, not about its first statement."""
    body = module.tree.body
    code = first_line(module, body[0]) if body else len(module.source.lines) + 1
    lines = module.source.lines[: code - 1]
    # Nothing but the file itself can be meant above its docstring.
    if body and is_docstring(body[0]):
        return code - 1
    last_blank = max((n for n, line in enumerate(lines, 1) if not line.strip()), default=0)
    attached = [line.lower() for line in lines[last_blank:]]
    # A licence without a blank line below it is about the file, and no comment on its first import.
    if any(word in line for line in attached for word in _LEGAL):
        return code - 1
    return last_blank


def is_docstring(node: ast.stmt) -> bool:
    """Whether a statement is nothing but a string."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level
