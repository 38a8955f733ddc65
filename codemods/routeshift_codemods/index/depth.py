"""Files that nest deeper than Python's own stack: left out by name, as unreadable ones are."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from routeshift.errors import TargetError
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.syntax import children

_Result = TypeVar("_Result")

# Whoever writes by hand stays far below; the stack takes several frames for each level.
_DEEP = 150


def without_deep(index: Index, run: Callable[[Index], _Result]) -> _Result:
    """Run on an index; when the stack does not suffice, run again without the deepest files."""
    try:
        return run(index)
    except RecursionError:
        return run(index.without([e for m in index.modules() if (e := _too_deep(m))]))


def _too_deep(module: Module) -> TargetError | None:
    level: list[ast.AST] = [module.tree]
    for _ in range(_DEEP):
        level = [child for node in level for child in children(node)]
    line = next((node.lineno for node in level if isinstance(node, ast.expr | ast.stmt)), None)
    if line is None:
        return None
    return TargetError(
        f"The code nests more than {_DEEP} levels deep.",
        file=module.path,
        line=line,
        hint="Split it into several statements, or leave the file out of the path.",
    )
