"""Imports that only the old signatures used: one stays where anything else may read its name.

Strings, comments and other files read names, too, where no syntax tree shows a use.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from routeshift_codemods.edit import Change, RemoveImport
from routeshift_codemods.index import (
    Defined,
    FunctionNode,
    Index,
    Module,
    Surroundings,
    children_on,
    lines_with,
    lookup_expression,
    taken_names,
)
from routeshift_codemods.plan.layout import is_docstring
from routeshift_codemods.plan.repository.sites.placing import is_alone
from routeshift_codemods.syntax import is_read, is_typing_block, names_used

# The comments that type checkers read, and the lines of a docstring that `doctest` runs.
_READ = re.compile(r"#\s*type:(?!\s*ignore)|^\s*(?:>>>|\.\.\.)")

# How an author says that an import stays although nothing uses it, of one line and of a file.
_KEPT = re.compile(r"#.*\b(?:noqa\b(?!\s*:)|noqa\s*:.*\bF401\b|unused-import\b)", re.IGNORECASE)
_ALL_KEPT = re.compile(r"#\s*(?:ruff|flake8)\s*:\s*noqa\b(?!\s*:(?!.*\bF401\b))", re.IGNORECASE)

_LOOKING_UP = frozenset({b"eval", b"exec", b"f_globals", b"getattr", b"globals", b"import_module"})
_LOOKING_UP |= {b"modules", b"vars"}


def unused_imports(
    surroundings: Surroundings,
    gone: Mapping[Module, Sequence[ast.AST]],
    changes: Mapping[Path, Sequence[Change]],
) -> Iterator[Change]:
    """The changes that take away imports of names that nothing uses any more.

    Args:
        surroundings: The project: what another file takes from a module stays.
        gone: The parts of each module that go.
        changes: What else changes in them, by file.
    """
    index = surroundings.index
    unused = {m: n for m, parts in gone.items() if (n := _unused(index, m, parts, changes))}
    taken = taken_names(surroundings, unused)
    for module, names in unused.items():
        for node, own in _removed(module, names - taken[module.path]):
            yield Change(module.path, module.source.span(node), RemoveImport(own))


def _unused(
    index: Index, module: Module, gone: Sequence[ast.AST], changes: Mapping[Path, Sequence[Change]]
) -> frozenset[str]:
    """The imported names of the parts that go, without those that anything else may read."""
    bound = module.names
    names = {n for n in names_used(gone) if n in bound and bound[n].kind == "import"}
    if not names or _ALL_KEPT.search(module.source.text):
        return frozenset()
    names -= {name for _, name in module.hidden}
    # What is written may read a name that nothing else did.
    names.difference_update(_words([astuple(c.transform) for c in changes[module.path]]))
    return frozenset(names.difference(_words(_readable(index, module, names, frozenset(gone)))))


def _words(value: Any) -> Iterator[str]:
    """The words of all texts in a value."""
    if isinstance(value, str):
        yield from re.findall(r"\w+", value)
    elif isinstance(value, Mapping):
        yield from _words([*value.values()])
    elif isinstance(value, Iterable):
        yield from (word for one in value for word in _words(one))


def _readable(
    index: Index, module: Module, names: Collection[str], gone: Collection[ast.AST]
) -> Iterator[str]:
    """The text of all that some names can be read in."""
    lines = lines_with(module, names)
    yield from (t for t in (module.source.lines[n - 1] for n in lines) if _READ.search(t))
    waiting = children_on(module.tree, lines)
    while waiting:
        node, inside = waiting.pop()
        is_prose = isinstance(node, ast.stmt) and is_docstring(node)
        if node not in gone and not is_prose:
            yield from _texts_of(node)
            labels = _labels(index, module, node) if isinstance(node, ast.Call) else ()
            waiting += (row for row in children_on(node, inside) if row[0] not in labels)


def _texts_of(node: ast.AST) -> Iterator[str]:
    """The names that a node reads or takes away, and the string that it is, if that is code."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Global(names=names):
            yield from names
        case ast.Constant(value=str(text)) if _is_code(text):
            yield text
        case ast.JoinedStr(values=parts):
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else "_" for p in parts)
            yield from [text] if _is_code(text) else ()


def _labels(index: Index, module: Module, call: ast.Call) -> list[ast.expr]:
    """The constants that a call passes to a function of the project that looks up no names."""
    found = lookup_expression(index, module, call.func)
    if not isinstance(found, Defined) or not isinstance(found.node, FunctionNode):
        return []
    is_text = _LOOKING_UP.isdisjoint(found.module.words)
    return [one for one in call.args if is_text and isinstance(one, ast.Constant)]


def _is_code(text: str) -> bool:
    """Whether a string may be read as code, as an annotation or the target of a mock is."""
    return is_read(inspect.cleandoc(text))


def _removed(
    module: Module, names: Collection[str]
) -> Iterator[tuple[ast.Import | ast.ImportFrom, frozenset[str]]]:
    """The imports of some names that may go, at the top level and for type checkers."""
    for body in (module.tree.body, *_typing_blocks(module)):
        alone = [
            n for n in body if isinstance(n, ast.Import | ast.ImportFrom) and is_alone(body, n)
        ]
        rows = [(n, frozenset(_removable(module, n)).intersection(names)) for n in alone]
        left = len(body) - sum(len(own) == len(node.names) for node, own in rows)
        # A block is no block without a statement.
        yield from ((node, own) for node, own in rows if own and left)


def _typing_blocks(module: Module) -> Iterator[list[ast.stmt]]:
    for node in module.tree.body:
        if isinstance(node, ast.If) and is_typing_block(node):
            # What stands behind the colon has no line of its own.
            yield from [node.body] if node.body[0].lineno > node.lineno else []


def _removable(module: Module, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The names that an import binds and whose author does not say that they stay."""
    lines = module.source.lines
    for alias in node.names:
        rows = (node.lineno, alias.lineno, node.end_lineno or node.lineno)
        is_kept = alias.asname == alias.name or any(_KEPT.search(lines[n - 1]) for n in rows)
        top, _, inner = alias.name.partition(".")
        # `import a.b` is there for more than its name where another import binds `a`, too.
        is_shared = (
            isinstance(node, ast.Import) and inner and len(module.alternatives.get(top, ())) > 1
        )
        if not is_kept and not is_shared:
            yield alias.asname or top
