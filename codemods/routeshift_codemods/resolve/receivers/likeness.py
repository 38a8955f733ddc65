"""Classes that may be meant as an API without saying so: they have its methods."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup_expression
from routeshift_codemods.resolve.ancestry import Placed, ancestors, unsubscripted
from routeshift_codemods.resolve.receivers.operations import Operated
from routeshift_codemods.resolve.signatures import parameters_of

# The bases outside of a project that make no text, number or container of a class.
_PLAIN_BASES = frozenset({"pydantic.BaseModel", "typing.Protocol", "typing.Generic", "abc.ABC"})

Methods = Mapping[str, tuple[Module, FunctionNode]]


def methods_of(classes: Iterable[Placed]) -> Methods:
    """The public methods of some classes, by name; the first class has it."""
    found: dict[str, tuple[Module, FunctionNode]] = {}
    for module, owner in classes:
        functions = [n for n in owner.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        for node in functions:
            if not node.name.startswith("_"):
                found.setdefault(node.name, (module, node))
    return found


def is_like(index: Index, operation: Operated, methods: Methods) -> bool:
    """Whether methods may be meant as an operation's API: half of it, with what it takes.

    A look-alike that stores or sends the same things rarely takes the same arguments.

    Args:
        index: The facts.
        operation: An operation of the API.
        methods: The methods.
    """
    alike = 0
    for method in operation.api.methods:
        if method.name in methods:
            taken = parameters_of(index, *methods[method.name])
            names = {parameter.name for parameter in method.parameters}
            variadic = any(parameter.facts.variadic for parameter in taken)
            alike += variadic or names <= {parameter.name for parameter in taken}
    return 2 * alike >= len(operation.api.methods)


def is_also(index: Index, operation: Operated, names: set[str]) -> bool:
    """Whether what implements an operation has some other methods, too.

    Then it may be passed as the Protocol of those, whose calls would reach it.

    Args:
        index: The facts.
        operation: The operation.
        names: The names of the methods.
    """
    owners = [(one.module, one.owner) for one in operation.functions.values() if one.owner]
    return any(names <= methods_of(ancestors(index, *owner)).keys() for owner in owners)


def is_object(index: Index, classes: Sequence[Placed]) -> bool:
    """Whether an object is no text, number or container: nothing above its class is one.

    Args:
        index: The facts.
        classes: Its class, and those above it.
    """
    own = {node for _, node in classes}
    above = [
        lookup_expression(index, module, unsubscripted(base))
        for module, node in classes
        for base in node.bases
    ]
    return all(
        one.node in own if isinstance(one, Defined) else getattr(one, "name", "") in _PLAIN_BASES
        for one in above
    )
