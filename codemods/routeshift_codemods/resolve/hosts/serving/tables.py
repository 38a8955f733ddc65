"""The implementations that a loop over APIs takes from a table, by the names of their APIs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift_codemods.resolve.hosts.records import Host, name_of, written
from routeshift_codemods.resolve.hosts.serving.roles import assigned, is_plain, names_in
from routeshift_codemods.syntax import children, walk


def served_of(host: Host, loop: ast.For, impl: ast.expr) -> str | None:
    """The implementations by the names of their APIs, as an expression, from where a loop over
    APIs takes each; None where that is not certain, or where the loop leaves out some.

    Args:
        host: The function around it.
        loop: The loop.
        impl: What it gets the methods from.
    """
    module, over = host.module, loop.iter
    # The implementations are all there, whatever makes their table.
    table_names = names_in(impl.value, ast.Load) if isinstance(impl, ast.Subscript) else set()
    plain = is_plain(host, over, frozenset(table_names))
    of = _whose_items(over)
    pair = loop.target.elts if isinstance(loop.target, ast.Tuple) and of is not None else []
    key = name_of(pair[0] if len(pair) == 2 else loop.target)
    guarding = list(guards(loop))
    if key is None:
        return None
    if pair and isinstance(impl, ast.Name) and impl.id == name_of(pair[-1]):
        whole = plain and not guarding
        return _by_name(key, impl.id, f"{key}, {impl.id}", written(module, over)) if whole else None
    values, stored = assigned(loop), names_in(loop, ast.Store)
    if not isinstance(impl, ast.Subscript) or stored & names_in(impl.value, ast.Load):
        return None
    code, table = values.get(name_of(impl.slice) or "", impl.slice), written(module, impl.value)
    if names_in(code, ast.Load) & values.keys() or _has_call(impl.value):
        return None
    if plain and not guarding:
        keys = written(module, of if pair and of is not None else over)
        return _by_name(key, f"{table}[{written(module, code)}]", key, keys)
    # What reads the metadata has not all keys any more: the table has.
    if name_of(code) != key or any(not _asks_whether(one, key, impl.value) for one in guarding):
        return None
    return _by_name(key, "impl", f"{key}, impl", f"{table}.items()")


def _by_name(key: str, impl: str, target: str, over: str) -> str:
    # Hosts know their APIs by name, or by members of an enumeration of the names.
    return f'{{getattr({key}, "value", {key}): {impl} for {target} in {over}}}'


def guards(loop: ast.For) -> Iterator[ast.If]:
    """What in a loop decides whether an API is served at all.

    Args:
        loop: The loop.
    """
    waiting: list[ast.AST] = list(loop.body)
    for node in waiting:
        if isinstance(node, ast.For | ast.While):
            continue
        inside = list(walk(node))
        if isinstance(node, ast.If) and any(isinstance(one, _DECIDED) for one in inside):
            yield node
        waiting += children(node)


_DECIDED = ast.Continue | ast.Break | ast.For


def _asks_whether(guard: ast.If, key: str, table: ast.expr) -> bool:
    """Whether it depends on nothing but an implementation in the table."""
    test = guard.test
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.ops[0], ast.In | ast.NotIn)
        and name_of(test.left) == key
        and [ast.unparse(one) for one in test.comparators] == [ast.unparse(table)]
        and not any(isinstance(one, ast.Break) for one in walk(guard))
    )


def _has_call(node: ast.expr) -> bool:
    return any(isinstance(one, ast.Call) for one in walk(node))


def _whose_items(node: ast.expr) -> ast.expr | None:
    called = node.func if isinstance(node, ast.Call) else None
    return called.value if isinstance(called, ast.Attribute) and called.attr == "items" else None
