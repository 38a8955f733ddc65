"""Names that a module uses and nothing binds: what ruff finds, star imports followed."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence

from routeshift_codemods.index import Index, Module, origin, starred
from routeshift_codemods.plan.imports.linting import Unbound, reported
from routeshift_codemods.resolve import without_quotes
from routeshift_codemods.syntax import last_name, walk, walk_statements

# How an author says that a name is there at run time.
_KNOWN = re.compile(r"#\s*noqa(?!\s*:)|#\s*noqa\s*:.*\bF(821|822|405)\b", re.IGNORECASE)

# What has text in it that is no name.
_ASIDE = re.compile("Literal|Annotated")


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
        yield module, sorted({(use.line, use.name) for use in _counting(module, nowhere)})


def _counting(module: Module, uses: Sequence[Unbound]) -> Iterator[Unbound]:
    """The uses that no author knows of, and that are no text of a `Literal` or an `Annotated`."""
    if not uses:
        return
    listing = [(node.lineno, node.end_lineno or node.lineno) for node in _listing(module)]
    # Where these come from a module that is not `typing`, ruff takes the text for a type.
    texts = [(_span(module, text), names) for text, names in _texts(module)]
    for use in uses:
        at = use.line, use.column - 1
        lines = {use.line, *(first for first, last in listing if first <= use.line <= last)}
        is_text = any(start <= at < end and use.name not in own for (start, end), own in texts)
        if not is_text and not any(_is_known(module, line) for line in lines):
            yield use


def _span(module: Module, node: ast.expr) -> tuple[tuple[int, int], tuple[int, int]]:
    start, end = module.source.span(node)
    return module.source.position(start), module.source.position(end)


def _is_known(module: Module, line: int) -> bool:
    return any(_KNOWN.search(c.text) for c in module.tokens.comments_between(line, line))


def _listing(module: Module) -> Iterator[ast.stmt]:
    """The statements that assign `__all__`, whose first line speaks for each name in them."""
    for node in walk_statements(module.tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if "__all__" in map(last_name, targets):
                yield node


def _texts(module: Module) -> Iterator[tuple[ast.Constant, Collection[str]]]:
    """What may be such a text or have one in it, and the names that it uses nevertheless."""
    for node in walk(module.tree):
        if isinstance(node, ast.Constant) and _ASIDE.search(str(node.value)):
            inner = without_quotes(node)
            # Ruff reads some that `ast` does not: of these all names count.
            if inner is not node:
                yield node, {n.id for n in walk(inner) if isinstance(n, ast.Name)}
        if isinstance(node, ast.Subscript) and _ASIDE.fullmatch(last_name(node.value) or ""):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            for part in parts[last_name(node.value) == "Annotated" :]:
                yield from ((n, ()) for n in walk(part) if isinstance(n, ast.Constant))
