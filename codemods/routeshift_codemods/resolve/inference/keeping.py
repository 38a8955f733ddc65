"""Where a value is kept for later: under a key of a private table, or by a private function.

So what replaces a method for a while keeps it, to call it and to put it back.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.inference.scopes import Scope

Placed = tuple[Scope, ast.expr]
Parent = Callable[[ast.AST], ast.AST | None]


@dataclass(slots=True)
class KeyedTable:
    """What a module does with a table whose keys stand in it as they are.

    Attributes:
        entries: What is put under each key.
        reads: Where each key is read.
    """

    entries: dict[str, list[ast.expr]] = field(default_factory=dict)
    reads: dict[str, list[Placed]] = field(default_factory=dict)


def table_of(names: Iterable[tuple[Scope, ast.Name]], parent: Parent) -> KeyedTable | None:
    """A private table of a module; None where more may happen to it than source tells.

    Args:
        names: Wherever its name stands.
        parent: What a node stands in.
    """
    table = KeyedTable()
    for scope, name in names:
        home = scope.finding(name.id)
        known = home is not None and all(
            binding.how in ("value", "annotation") for binding in home.names[name.id]
        )
        if not (known and name.id.startswith("_") and _is_plain(table, scope, name, parent)):
            return None
    return table


def _is_plain(table: KeyedTable, scope: Scope, name: ast.Name, parent: Parent) -> bool:
    """Whether it is known what is done with a table in one place, which the table learns."""
    used = parent(name)
    around = parent(used) if used is not None else None
    if isinstance(used, ast.Assign | ast.AnnAssign):
        return isinstance(name.ctx, ast.Store) and _is_filled(table, used.value)
    if isinstance(used, ast.Subscript):
        return _is_keyed(table, (scope, used), around)
    if isinstance(used, ast.Attribute):
        return used.attr == "clear" and isinstance(around, ast.Call)
    is_asked = isinstance(used, ast.Compare) and isinstance(used.ops[0], ast.In | ast.NotIn)
    return is_asked or isinstance(used, ast.If | ast.UnaryOp)


def _is_filled(table: KeyedTable, value: ast.expr | None) -> bool:
    if not isinstance(value, ast.Dict):
        return False
    for key, item in zip(value.keys, value.values, strict=True):
        table.entries.setdefault(string_in(key) or "", []).append(item)
    return all(string_in(key) for key in value.keys)


def _is_keyed(
    table: KeyedTable, place: tuple[Scope, ast.Subscript], around: ast.AST | None
) -> bool:
    _, used = place
    key = string_in(used.slice)
    if key is None:
        return False
    if isinstance(used.ctx, ast.Load):
        table.reads.setdefault(key, []).append(place)
    elif isinstance(used.ctx, ast.Store):
        if not isinstance(around, ast.Assign) or len(around.targets) > 1:
            return False
        table.entries.setdefault(key, []).append(around.value)
    return True


def entry_of(node: ast.expr, parent: Parent) -> tuple[str, str] | None:
    """The name of the table that a value is put into, and its key there.

    Args:
        node: The value.
        parent: What a node stands in.
    """
    used = parent(node)
    if isinstance(used, ast.Dict) and node in used.values:
        around, key = parent(used), string_in(used.keys[used.values.index(node)])
        target = _target(around) if around is not None else None
        return (target.id, key) if isinstance(target, ast.Name) and key is not None else None
    target = _target(used) if used is not None else None
    return keyed(target) if target is not None and getattr(used, "value", None) is node else None


def keyed(node: ast.expr) -> tuple[str, str] | None:
    """The name of the table that an expression looks into, and its key there."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
        return None
    key = string_in(node.slice)
    return None if key is None else (node.value.id, key)


def _target(node: ast.AST) -> ast.expr | None:
    """What a statement binds, where that is one thing."""
    if isinstance(node, ast.Assign):
        return node.targets[0] if len(node.targets) == 1 else None
    return node.target if isinstance(node, ast.AnnAssign) else None


def parameter_of(node: ast.expr, parent: Parent, top: Scope) -> tuple[FunctionNode, str] | None:
    """The private function that a value is passed to by position, and what it is called there.

    Args:
        node: The value.
        parent: What a node stands in.
        top: The scope of the module.
    """
    call = parent(node)
    if not isinstance(call, ast.Call) or node not in call.args:
        return None
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    found = [binding.node for binding in top.names.get(name, ())]
    if not name.startswith("_") or len(found) != 1 or not isinstance(found[0], FunctionNode):
        return None
    taken = [*found[0].args.posonlyargs, *found[0].args.args]
    at = call.args.index(node)
    is_known = at < len(taken) and not found[0].decorator_list
    is_plain = not any(isinstance(one, ast.Starred) for one in call.args[:at])
    return (found[0], taken[at].arg) if is_known and is_plain else None


def string_in(node: ast.expr | None) -> str | None:
    """A string that stands there."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
