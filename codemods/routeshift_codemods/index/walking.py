"""Going down syntax trees; `ast` asks every field of every node through two generators."""

from __future__ import annotations

import ast

# What holds no code. A third of all nodes say that a name is read or written, and are no code.
_WITHOUT_CODE = frozenset({"arg", "asname", "attr", "conversion", "ctx", "id", "kind", "level"})
_WITHOUT_CODE |= {"module", "op", "ops", "simple", "type_comment"}


class _Parts(dict[type[ast.AST], tuple[str, ...]]):
    """The fields that may hold code, by the kind of node."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        self[kind] = tuple(name for name in kind._fields if name not in _WITHOUT_CODE)
        return self[kind]


_PARTS = _Parts()


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below a node, in the order of `ast.iter_child_nodes`.

    Operators and contexts (`ast.Load`) are left out: they stand in the fields of their nodes.

    Args:
        node: A node.
    """
    found: list[ast.AST] = []
    for name in _PARTS[node.__class__]:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [one for one in value if isinstance(one, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """A node and all below it, level by level, in the order of `ast.walk`.

    Args:
        node: A node.
    """
    found = [node]
    for one in found:
        found += children(one)
    return found
