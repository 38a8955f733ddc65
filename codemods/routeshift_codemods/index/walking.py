"""Going down syntax trees; `ast` asks every field of every node through two generators."""

from __future__ import annotations

import ast


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below a node, in the order of `ast.iter_child_nodes`.

    Args:
        node: A node.
    """
    found: list[ast.AST] = []
    for name in node._fields:
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
