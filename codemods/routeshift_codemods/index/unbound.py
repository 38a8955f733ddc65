"""Names that a module uses and nothing binds: what Pyflakes finds, star imports followed."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from routeshift_codemods.index.changed import changed_part
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.stars import origin, starred
from routeshift_codemods.index.walking import walk

# How an author says that a name is there at run time.
_KNOWN = re.compile(r"#\s*noqa(?!\s*:)|#\s*noqa\s*:.*\bF(821|822|405)\b", re.IGNORECASE)


def unbound_names(
    index: Index, module: Module, before: Module | None = None
) -> Iterator[tuple[int, str]]:
    """The line and the name of each use of a global name that nothing binds.

    The names in `__all__` count as used. A line with `# noqa: F821` is left out. Pyflakes leaves
    marks in the module's tree: whoever copies parts of it would copy all of it afterwards.

    Args:
        index: The facts.
        module: The module.
        before: The module as it was, to look only at what has been changed since; None for all.
    """
    # Pyflakes takes three times as long as parsing does.
    tree = module.tree if before is None or module.is_newer else changed_part(before, module)
    stars = starred(index, module)
    found = [*_reported(module, tree), *_hidden(module)]
    for line, name in sorted(found):
        star, sure = origin(stars, name)
        by_star = star is not None or not sure
        if not by_star and name not in module.type_parameters and not _is_known(module, line):
            yield line, name


def _reported(module: Module, tree: ast.Module) -> Iterator[tuple[int, str]]:
    # Pyflakes takes longer to be imported than a small package to be scanned.
    from pyflakes.checker import Checker
    from pyflakes.messages import ImportStarUsage, UndefinedExport, UndefinedName

    unbound = UndefinedName | UndefinedExport | ImportStarUsage
    # The file's name tells whether it is an `__init__`, whose package has a `__path__`.
    checker = Checker(tree, filename=str(module.path), withDoctest=False)
    found = [m for m in checker.messages if isinstance(m, unbound)]
    names = [(message.lineno, str(message.message_args[0])) for message in found]
    vars(checker).clear()  # It holds itself, and with it the whole tree.
    # `type X = Y` needs no Y above it.
    known = {*module.placeholders, *module.names} if module.is_newer else set()
    yield from (row for row in names if row[1] not in known)


def _hidden(module: Module) -> Iterator[tuple[int, str]]:
    """The names in newer syntax that are bound nowhere, not even in a function."""
    if module.hidden:
        bound = set(dir(builtins)).union(*map(_binds, walk(module.tree)))
        yield from ((line, name) for line, name in module.hidden if name not in bound)


def _binds(node: ast.AST) -> set[str]:
    named = (getattr(node, field, None) for field in ("name", "arg", "asname", "rest"))
    found = {name for name in named if isinstance(name, str)}
    if isinstance(node, ast.alias):
        return {node.asname or node.name.partition(".")[0]}
    return found | ({node.id} if isinstance(node, ast.Name) and _stores(node) else set())


def _stores(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _is_known(module: Module, line: int) -> bool:
    return any(_KNOWN.search(c.text) for c in module.tokens.comments_between(line, line))
