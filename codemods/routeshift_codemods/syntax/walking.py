"""Going down syntax trees; `ast` asks every field of every node through two generators."""

from __future__ import annotations

import ast

# What holds no code. A third of all nodes say that a name is read or written, and are no code.
_WITHOUT_CODE = frozenset({"arg", "asname", "attr", "conversion", "ctx", "id", "kind", "level"})
_WITHOUT_CODE |= {"module", "op", "ops", "simple", "type_comment"}

# Lists that have other things than nodes in them, too.
_MIXED = frozenset({"keys", "kw_defaults", "kwd_attrs", "names"})


class _Parts(dict[type[ast.AST], tuple[str, ...]]):
    """The fields that may hold code, by the kind of node."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        # What has a value that is code besides has it elsewhere.
        skipped = _WITHOUT_CODE | ({"value"} if kind is ast.Constant else set())
        self[kind] = tuple(name for name in kind._fields if name not in skipped)
        return self[kind]


_PARTS = _Parts()


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below a node, in the order of `ast.iter_child_nodes`.

    Operators and contexts (`ast.Load`) are left out: they stand in the fields of their nodes.

    Args:
        node: A node.
    """
    found: list[ast.AST] = []
    fields = node.__dict__
    for name in _PARTS[node.__class__]:
        value = fields.get(name)
        if value.__class__ is list:
            mixed = name in _MIXED
            found += [one for one in value if isinstance(one, ast.AST)] if mixed else value
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
        # Most nodes are names and constants.
        if _PARTS[one.__class__]:
            found += children(one)
    return found


def walk_statements(node: ast.AST) -> list[ast.AST]:
    """What `walk` gives without expressions: most nodes are in these, and most bind nothing.

    Args:
        node: A node.
    """
    found = [node]
    for one in found:
        found += [child for child in children(one) if not isinstance(child, ast.expr)]
    return found
