"""What else takes the arguments of an implementation: its decorators, and its other names."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from routeshift_codemods.index import Index
from routeshift_codemods.plan.repository.sites.decorators import TakingDecorator
from routeshift_codemods.resolve import Implementing
from routeshift_codemods.syntax import walk


def other_takers(index: Index, own: Implementing, names: Collection[str]) -> str | None:
    """Why an implementation cannot take other arguments, for what is around it; None when it can.

    Args:
        index: The facts of the project.
        own: The implementation.
        names: What goes into a request.
    """
    name = next(_other_names(own), None)
    if name is not None:
        return f"`{name}` is made from it"
    of_class = own.owner.decorator_list if own.owner is not None else []
    decorators = [*own.node.decorator_list, *of_class]
    taking = (TakingDecorator(index, own, one, names) for one in decorators)
    return next(filter(None, (one.hindrance() for one in taking)), None)


def _other_names(own: Implementing) -> Iterator[str]:
    """What else its class calls it, or makes of it: `cheap = partialmethod(add, price=1)`."""
    for statement in own.owner.body if own.owner is not None else ():
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        if own.node.name in (n.id for n in walk(statement.value) if isinstance(n, ast.Name)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield ast.unparse(targets[0])
