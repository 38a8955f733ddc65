"""The names that a module binds at its top level, and the statements that bind them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["import", "class", "function", "value"]


@dataclass(frozen=True, slots=True)
class Bound:
    """One top-level binding of a name.

    Attributes:
        name: The name.
        kind: What binds it.
        node: The statement that binds it, which may stand inside a `try` or an `if`.
        typing_only: Whether it stands under `if TYPE_CHECKING`.
        target: For an import, the dotted module and the name in it; the name is None when the
            module itself is bound. The module has leading dots when the import is relative.
    """

    name: str
    kind: Kind
    node: ast.stmt
    typing_only: bool = False
    target: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Star:
    """A `from x import *` at the top level."""

    module: str
    node: ast.ImportFrom


def bindings(body: list[ast.stmt], *, typing_only: bool = False) -> Iterator[Bound | Star]:
    """What the statements of a module bind, in order."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _imported(node, typing_only)
        elif isinstance(node, ast.ClassDef):
            yield Bound(node.name, "class", node, typing_only)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Bound(node.name, "function", node, typing_only)
        else:
            yield from _nested(node, typing_only)


def is_typing_block(node: ast.stmt) -> bool:
    """Whether a statement is `if TYPE_CHECKING:` without an `else`."""
    if not isinstance(node, ast.If) or node.orelse:
        return False
    test = node.test
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", None)
    return name == "TYPE_CHECKING"


def _imported(node: ast.Import | ast.ImportFrom, typing_only: bool) -> Iterator[Bound | Star]:
    for alias in node.names:
        if isinstance(node, ast.Import):
            whole = alias.name if alias.asname else alias.name.partition(".")[0]
            yield Bound(alias.asname or whole, "import", node, typing_only, (whole, None))
            continue
        module = "." * node.level + (node.module or "")
        if alias.name == "*":
            yield Star(module, node)
        else:
            target = (module, alias.name)
            yield Bound(alias.asname or alias.name, "import", node, typing_only, target)


def _nested(node: ast.stmt, typing_only: bool) -> Iterator[Bound | Star]:
    for target in _targets(node):
        for name in ast.walk(target):
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                yield Bound(name.id, "value", node, typing_only)
    inner = typing_only or is_typing_block(node)
    for block in ("body", "orelse", "finalbody"):
        yield from bindings(getattr(node, block, []), typing_only=inner)
    for part in [*getattr(node, "handlers", []), *getattr(node, "cases", [])]:
        yield from bindings(part.body, typing_only=inner)


def _targets(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    if isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For | ast.AsyncFor):
        return [node.target]
    if isinstance(node, ast.With | ast.AsyncWith):
        return [item.optional_vars for item in node.items if item.optional_vars is not None]
    # A walrus in any other statement; bodies are walked by themselves.
    heads = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return [w.target for head in heads for w in ast.walk(head) if isinstance(w, ast.NamedExpr)]
