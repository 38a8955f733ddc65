"""Names that a module uses and nothing binds: what ruff finds, star imports followed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from routeshift_codemods.index import (
    Index,
    Module,
    last_name,
    origin,
    starred,
    walk,
    walk_statements,
)
from routeshift_codemods.plan.imports.linting import Unbound, reported

# How an author says that a name is there at run time.
_KNOWN = re.compile(r"#\s*noqa(?!\s*:)|#\s*noqa\s*:.*\bF(821|822|405)\b", re.IGNORECASE)


def unbound_names(
    index: Index, modules: Sequence[Module]
) -> Iterator[tuple[Module, list[tuple[int, str]]]]:
    """The line and the name of each use of a global name that nothing binds, by module.

    The names in `__all__` count as used. A line with `# noqa: F821` is left out.

    Args:
        index: The facts.
        modules: The modules.

    Raises:
        RouteshiftError: Ruff cannot be run, or does not read a module.
    """
    for module, found in zip(modules, reported(modules), strict=True):
        stars = starred(index, module)
        nowhere = [use for use in found if origin(stars, use.name) == (None, True)]
        unknown = [use for use in nowhere if not (_is_known(module, use) or _is_text(module, use))]
        yield module, sorted({(use.line, use.name) for use in unknown})


def _is_known(module: Module, use: Unbound) -> bool:
    lines = {use.line, *(n.lineno for n in _listing(module) if _spans(n, use.line))}
    return any(
        _KNOWN.search(comment.text)
        for line in lines
        for comment in module.tokens.comments_between(line, line)
    )


def _listing(module: Module) -> Iterator[ast.stmt]:
    """The statements that assign `__all__`, whose first line speaks for each name in them."""
    for node in walk_statements(module.tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if "__all__" in map(last_name, targets):
                yield node


def _spans(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _is_text(module: Module, use: Unbound) -> bool:
    """Whether it is text of a `Literal`, or behind the type of an `Annotated`.

    Where these come from a module that is not `typing`, ruff takes the text for a type.
    """
    at = use.line, use.column - 1
    return any(
        module.source.position(start) <= at < module.source.position(end)
        for start, end in map(module.source.span, _texts(module))
    )


def _texts(module: Module) -> Iterator[ast.Constant]:
    for node in walk(module.tree):
        if isinstance(node, ast.Subscript) and last_name(node.value) in ("Literal", "Annotated"):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            for part in parts[last_name(node.value) == "Annotated" :]:
                yield from (n for n in walk(part) if isinstance(n, ast.Constant))
