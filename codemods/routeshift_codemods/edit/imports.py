"""Names that join or leave an import statement, or move to another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import libcst as cst

from routeshift_codemods.edit.change import Outcome, Transform
from routeshift_codemods.edit.import_names import ImportedName, ImportNames, sort_key
from routeshift_codemods.edit.whole import RemoveStatement
from routeshift_codemods.places import text_of


@dataclass(frozen=True, slots=True)
class AddImport(Transform[cst.SimpleStatementLine]):
    """Import more names with a `from` statement that is there: at their sorted places.

    >>> print(rewritten("from .models import Order, find  # ours", AddImport(("Page",))))
    from .models import Order, Page, find  # ours

    Attributes:
        names: The names.
    """

    kind = cst.SimpleStatementLine
    names: tuple[str, ...]

    def change(self, node: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
        statement = ImportNames.of(node)
        rows = list(statement.rows)
        for name in self.names:
            # Before the first that is larger: a list that is not in order keeps its own.
            larger = (i for i, row in enumerate(rows) if sort_key(row.name) > sort_key(name))
            rows.insert(next(larger, len(rows)), ImportedName(cst.ImportAlias(cst.Name(name))))
        return replace(statement, rows=tuple(rows)).laid_out(spread=_has_lines(node))


@dataclass(frozen=True, slots=True)
class RemoveImport(Transform[cst.SimpleStatementLine]):
    """Import some names no more; the statement goes with the last one.

    A comment behind a name goes with it.

    >>> imported = '''from typing import (
    ...     Any,
    ...     Protocol,  # what an implementation has
    ... )
    ... '''
    >>> print(rewritten(imported, RemoveImport(frozenset({"Protocol"}))))
    from typing import Any
    <BLANKLINE>

    Attributes:
        names: The names, as they are bound.
    """

    kind = cst.SimpleStatementLine
    names: frozenset[str]

    def change(self, node: cst.SimpleStatementLine) -> Outcome:
        statement = ImportNames.of(node)
        kept: list[ImportedName] = []
        above: tuple[str, ...] = ()
        for row in statement.rows:
            above += row.above
            if row.bound not in self.names:
                kept.append(replace(row, above=above))
                above = ()
        if not kept:
            return RemoveStatement().change(node)
        spread = len(kept) == len(statement.rows) and _has_lines(node)
        left = replace(statement, rows=tuple(kept), last=(*above, *statement.last))
        return left.laid_out(spread=spread)


@dataclass(frozen=True, slots=True)
class NewImport:
    """A name that was not imported.

    Attributes:
        module: The module, with dots in front where it is relative.
        name: The name.
        comment: What stands behind it.
    """

    module: str
    name: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class MoveImport(Transform[cst.SimpleStatementLine]):
    """Import each name of a `from` statement from where it is now: a statement for each module.

    Comments stay beside their names; a pragma stands behind each statement.

    >>> imported = "from .orders import Order, Orders, find  # noqa: F401"
    >>> print(rewritten(imported, MoveImport({"Orders": ".api", "Order": ".models"})))
    from .api import Orders  # noqa: F401
    from .models import Order  # noqa: F401
    from .orders import find  # noqa: F401

    Attributes:
        places: The modules of the names that have moved.
        added: What is imported besides.
    """

    kind = cst.SimpleStatementLine
    places: Mapping[str, str]
    added: tuple[NewImport, ...] = ()

    def change(self, node: cst.SimpleStatementLine) -> Outcome:
        statement = ImportNames.of(node)
        written = _module_of(cst.ensure_type(node.body[0], cst.ImportFrom))
        groups: dict[str, list[ImportedName]] = {}
        for row in statement.rows:
            groups.setdefault(self.places.get(row.name, written), []).append(row)
        for new in self.added:
            rows = groups.setdefault(new.module, [])
            if new.name not in [row.bound for row in rows]:
                rows.append(ImportedName(cst.ImportAlias(cst.Name(new.name))))
        comments = {new.module: new.comment for new in self.added if new.comment}
        modules = sorted(groups, key=module_key)
        lines = [
            statement.of_module(module, groups[module], comments.get(module), module == modules[-1])
            for module in modules
        ]
        lines[0] = lines[0].with_changes(leading_lines=node.leading_lines)
        return cst.FlattenSentinel(lines)


def _module_of(node: cst.ImportFrom) -> str:
    name = "" if node.module is None else text_of(node.module)
    return "." * len(node.relative) + name


def module_key(module: str) -> tuple[int, str]:
    """The order of modules, as isort and ruff sort: of relative ones the farthest first."""
    name = module.lstrip(".")
    return len(name) - len(module), name.lower()


def _has_lines(line: cst.SimpleStatementLine) -> bool:
    return "\n" in text_of(line.body[0])
