"""The functions that an operation's calls may run: its Protocol's method and what implements it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from routeshift_codemods.index import FunctionNode, Index, Module, Surroundings
from routeshift_codemods.resolve.ancestry import Placed, ancestors, is_protocol, method_in
from routeshift_codemods.resolve.implementing import Implementations
from routeshift_codemods.resolve.records import LegacyApi, Method
from routeshift_codemods.resolve.signatures import MethodParameter, parameters_of


@dataclass(frozen=True, slots=True, eq=False)
class Implementing:
    """A function that implements an operation.

    Attributes:
        module: Its module.
        owner: Its class; None for a function that a test calls in its place.
        node: The function.
        parameters: Without `self`.
    """

    module: Module
    owner: ast.ClassDef | None
    node: FunctionNode
    parameters: tuple[MethodParameter, ...]

    def answers(self, method: Method) -> bool:
        """Whether it can be called with what an operation has; nobody could call it else."""
        known = {parameter.name for parameter in method.parameters}
        facts = [(p.name, p.facts) for p in self.parameters]
        return all(name in known or not f.required or f.variadic for name, f in facts)


@dataclass(frozen=True, slots=True, eq=False)
class Operated:
    """One operation, with all that its calls may run: they change together, or not at all.

    Attributes:
        api: Its API.
        method: Its method.
        functions: What implements it, by function.
        twins: The other Protocols whose method of the same name such a function implements.
        strangers: The functions of implementations that take other arguments, so that nobody could
            call them by the names that the API has.
        alike: The functions of classes that have all of the API, and say nowhere what they are.
    """

    api: LegacyApi
    method: Method
    functions: Mapping[FunctionNode, Implementing] = field(default_factory=dict)
    twins: tuple[ast.ClassDef, ...] = ()
    strangers: tuple[Implementing, ...] = ()
    alike: tuple[Implementing, ...] = ()

    @property
    def name(self) -> str:
        """The name of its method."""
        return self.method.name

    def runs(self, node: ast.stmt) -> bool:
        """Whether a function is its Protocol's, or implements it."""
        return node is self.method.node or node in self.functions


def operated(
    surroundings: Surroundings,
    apis: Iterable[LegacyApi],
    taken: Mapping[ast.stmt, str] | None = None,
) -> list[Operated]:
    """The operations of APIs, each with what implements it anywhere in the project.

    Args:
        surroundings: The project.
        apis: The APIs.
        taken: What methods take a request as that have moved, by function.
    """
    every = list(apis)
    known = Implementations(surroundings, every, taken)
    found: list[Operated] = []
    for api in every:
        classes = [(one.module, one.node) for one in known.every(api)]
        above = [row for cls in classes for row in ancestors(surroundings.index, *cls)]
        alike = [(one.module, one.node) for one in known.alike(api)]
        alike = [row for cls in alike for row in ancestors(surroundings.index, *cls)]
        for method in api.methods:
            one = _implemented(surroundings.index, api, method, above)
            like = _implemented(surroundings.index, api, method, alike).functions.values()
            found.append(replace(one, alike=tuple(like)))
    return found


def _implemented(
    index: Index, api: LegacyApi, method: Method, classes: Iterable[Placed]
) -> Operated:
    every: dict[FunctionNode, Implementing] = {}
    twins: dict[ast.ClassDef, None] = {}
    for module, owner in classes:
        node = method_in(owner, method.name)
        if owner in api.classes or not isinstance(node, FunctionNode):
            continue
        if is_protocol(index, module, owner):
            twins[owner] = None
        elif node not in every:
            every[node] = Implementing(module, owner, node, parameters_of(index, module, node))
    functions = {node: own for node, own in every.items() if own.answers(method)}
    strangers = [own for node, own in every.items() if node not in functions]
    return Operated(api, method, functions, tuple(twins), tuple(strangers))


def by_name(operations: Iterable[Operated]) -> dict[str, list[Operated]]:
    """Operations by the names of their methods."""
    found: dict[str, list[Operated]] = {}
    for one in operations:
        found.setdefault(one.name, []).append(one)
    return found


def protocols(operations: Iterable[Operated]) -> Iterator[ast.ClassDef]:
    """The classes that declare the operations."""
    for one in operations:
        yield from one.api.classes
