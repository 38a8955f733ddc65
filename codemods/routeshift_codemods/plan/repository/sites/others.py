"""What else takes the arguments of an implementation: its decorators, and its other names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift_codemods.index import Defined, FunctionNode, Index, lookup_expression
from routeshift_codemods.resolve import Implementing
from routeshift_codemods.syntax import walk


def other_takers(index: Index, own: Implementing) -> str | None:
    """Why an implementation cannot take other arguments, for what is around it; None when it can.

    Args:
        index: The facts of the project.
        own: The implementation.
    """
    name = next(_other_names(own), None)
    if name is not None:
        return f"`{name}` is made from it"
    for one in own.node.decorator_list:
        head = one.func if isinstance(one, ast.Call) else one
        found = lookup_expression(index, own.module, head)
        node = found.node if isinstance(found, Defined) else None
        if isinstance(node, FunctionNode) and any(map(_names_arguments, _inner(node))):
            return f"its decorator `{ast.unparse(head)}` takes its arguments by name"
    return None


def _other_names(own: Implementing) -> Iterator[str]:
    """What else its class calls it, or makes of it: `cheap = partialmethod(add, price=1)`."""
    for statement in own.owner.body if own.owner is not None else ():
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        if own.node.name in (n.id for n in walk(statement.value) if isinstance(n, ast.Name)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield ast.unparse(targets[0])


def _inner(node: FunctionNode) -> Iterator[FunctionNode]:
    return (one for one in walk(node) if isinstance(one, FunctionNode) and one is not node)


def _names_arguments(node: FunctionNode) -> bool:
    """Whether a function names arguments behind its first, which is the object or a function."""
    named = [*node.args.posonlyargs, *node.args.args]
    return len(named) > 1 or bool(node.args.kwonlyargs)
