"""Whether implementations fit their Protocols, of both kinds, read from source (traps T2, T11)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from routeshift_codemods.index import (
    FunctionNode,
    Index,
    Module,
    Outside,
    children,
    lookup_expression,
    walk,
)
from routeshift_codemods.resolve.ancestry import (
    Placed,
    ancestors,
    functions_of,
    is_protocol,
    method_in,
)
from routeshift_codemods.resolve.families import protocol_of
from routeshift_codemods.resolve.inventory import Inventory
from routeshift_codemods.resolve.meaning import type_meaning, value_meaning
from routeshift_codemods.resolve.parameters import (
    MethodParameter,
    annotated_parts,
    given_default,
    parameters_of,
)
from routeshift_codemods.resolve.records import Diagnostic, DiagnosticKind

Kind = Literal["legacy", "router"]

_STREAM = re.compile(r"Iterator|Iterable|Generator")


@dataclass(frozen=True, slots=True)
class Function:
    """A method in source.

    Attributes:
        index: The facts of its project.
        module: The module that has it.
        node: It.
    """

    index: Index
    module: Module
    node: FunctionNode

    @property
    def parameters(self) -> tuple[MethodParameter, ...]:
        """Its parameters, without `self`."""
        return parameters_of(self.index, self.module, self.node)


@dataclass(frozen=True, slots=True)
class ApiCalls:
    """What an API calls on its implementation.

    Attributes:
        api: The API's name.
        kind: Who calls: a server that reads the signature (`legacy`), or a router, which passes
            what the Protocol has.
        module: The module of its Protocol.
        protocol: The Protocol.
        classes: It, and what declares methods of the API besides.
        methods: What is called, by name.
    """

    api: str
    kind: Kind
    module: Module
    protocol: ast.ClassDef
    classes: frozenset[ast.ClassDef]
    methods: dict[str, Function]

    def own(self, index: Index, module: Module, node: ast.ClassDef) -> list[Placed]:
        """A class and those above it, without those that only promise something."""
        above = ancestors(index, module, node)
        rest = [one for one in above if one[1] not in self.classes]
        return [one for one in rest if not is_protocol(index, *one)]


def api_calls(inventory: Inventory) -> list[ApiCalls]:
    """What the APIs of a target call: decorated methods, and all that a router's Protocol has."""
    index = inventory.index
    found = [
        ApiCalls(
            api.name,
            "legacy",
            api.module,
            api.protocol,
            frozenset(api.classes),
            {m.name: Function(index, m.module, m.node) for m in api.methods},
        )
        for api in inventory.legacy
    ]
    for router in inventory.routers:
        for module, protocol in protocol_of(index, router):
            above = ancestors(index, module, protocol)
            classes = frozenset(owner for _, owner in above)
            methods = _all_methods(index, above)
            found.append(ApiCalls(router.name, "router", module, protocol, classes, methods))
    return found


def _all_methods(index: Index, classes: Sequence[Placed]) -> dict[str, Function]:
    return {
        name: Function(index, module, node)
        for module, owner in reversed(classes)
        for name, node in functions_of(owner).items()
    }


def misfits(
    index: Index, module: Module, node: ast.ClassDef, promise: ApiCalls
) -> Iterator[Diagnostic]:
    """All ways in which a class does not fit a Protocol.

    Args:
        index: The facts of its project, and of the API's.
        module: The module of the class.
        node: The class.
        promise: What is called.

    Yields:
        `cannot` for what cannot be called so, `info` for what only a client can tell.
    """
    own = promise.own(index, module, node)
    inherits = any(owner in promise.classes for _, owner in ancestors(index, module, node))
    for name, promised in promise.methods.items():
        subject = f"{node.name}.{name}"
        place, found = next(
            ((m, f) for m, owner in own if (f := method_in(owner, name)) is not None),
            (module, None),
        )
        if found is None and not inherits:
            message = f"it is missing, and the API {promise.api} calls it"
            yield Diagnostic("cannot", subject, message, module.path, node.lineno)
        elif found is None and _is_empty(promised.node):
            message = f"it is the empty one of {promise.protocol.name}, which answers with nothing"
            yield Diagnostic("info", subject, message, module.path, node.lineno)
        elif isinstance(found, FunctionNode):
            function = Function(index, place, found)
            for kind, message in differences(function, promised, promise.kind):
                yield Diagnostic(kind, subject, message, place.path, found.lineno)


def differences(
    own: Function, promised: Function, kind: Kind
) -> Iterator[tuple[DiagnosticKind, str]]:
    """How a method differs from the one that is promised, as its caller or a client sees it.

    Args:
        own: The implementation's.
        promised: The Protocol's.
        kind: Who calls it.
    """
    mine = {p.name: p for p in own.parameters if not p.facts.variadic}
    theirs = {p.name: p for p in promised.parameters if not p.facts.variadic}
    takes_all = own.node.args.kwarg is not None
    if kind == "router" and _is_awaited(promised.node) and not _is_coroutine(own.node):
        yield "cannot", "it is no coroutine, and the router awaits it"
    missing = [name for name in theirs if name not in mine and not takes_all]
    extra = [name for name in mine if name not in theirs]
    if kind == "router" and missing and extra:
        # The other convention: one cause, and not one for each parameter.
        yield "cannot", f"it takes {_listed(extra)}, where the router passes {_listed(missing)}"
        missing, extra = [], []
    for name in missing:
        yield "cannot", f"it does not take `{name}`, which the Protocol passes"
    for name in extra:
        yield _unpassed(mine[name], kind)
    for name, parameter in mine.items():
        if parameter.facts.positional_only:
            yield "cannot", f"it takes `{name}` by position only, and it is passed by name"
        elif name in theirs:
            yield from _seen(own, parameter, promised, theirs[name], kind)


def _unpassed(parameter: MethodParameter, kind: Kind) -> tuple[DiagnosticKind, str]:
    required, name = parameter.facts.required, parameter.name
    words = "demands" if required else "takes"
    if kind == "router":
        return "cannot" if required else "info", f"it {words} `{name}`, which no router passes"
    return "info", f"it {words} `{name}` of clients, which the Protocol does not document"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _seen(
    own: Function,
    mine: MethodParameter,
    promised: Function,
    theirs: MethodParameter,
    kind: Kind,
) -> Iterator[tuple[DiagnosticKind, str]]:
    name = mine.name
    here, there = _type(own, mine), _type(promised, theirs)
    if here is not None and there is not None and here != there:
        yield "info", f"`{name}` is {_spelled(mine)} here, and {_spelled(theirs)} in the Protocol"
    if kind == "legacy" and mine.facts.required and not theirs.facts.required:
        yield "info", f"`{name}` must be sent here, and may be left out by the Protocol"
    elif kind == "legacy" and theirs.facts.required and not mine.facts.required:
        yield "info", f"`{name}` may be left out here, and must be sent by the Protocol"
    elif kind == "legacy" and _default(own, mine) != _default(promised, theirs):
        yield "info", f"`{name}` has another default here than in the Protocol"


def _type(function: Function, parameter: MethodParameter) -> frozenset[str] | None:
    """What its type means; None where nobody says, or a name in it is bound nowhere."""
    index, module = function.index, function.module
    bare, _ = annotated_parts(index, module, parameter.node.annotation)
    if bare is None or any(
        isinstance(found, Outside) and "." not in found.name
        for node in walk(bare)
        if isinstance(node, ast.Name)
        for found in (lookup_expression(index, module, node),)
    ):
        return None
    return type_meaning(index, module, bare)


def _default(function: Function, parameter: MethodParameter) -> str | None:
    node = given_default(parameter)
    return None if node is None else value_meaning(function.index, function.module, node)


def _spelled(parameter: MethodParameter) -> str:
    node = parameter.node.annotation
    return f"`{ast.unparse(node)}`" if node is not None else "of no type"


def _is_empty(node: FunctionNode) -> bool:
    """Whether a body is a docstring, `...` or `pass`, and nothing else."""
    constants = (n for n in node.body if isinstance(n, ast.Expr))
    empty = {n for n in constants if isinstance(n.value, ast.Constant)}
    return all(n in empty or isinstance(n, ast.Pass) for n in node.body)


def _is_awaited(node: FunctionNode) -> bool:
    """Whether a router awaits it: a coroutine that gives no stream, which may come either way."""
    returned = ast.unparse(node.returns) if node.returns else ""
    return isinstance(node, ast.AsyncFunctionDef) and not _STREAM.search(returned)


def _is_coroutine(node: FunctionNode) -> bool:
    yields = any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in _own_nodes(node))
    return isinstance(node, ast.AsyncFunctionDef) and not yields


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    for child in children(node):
        if not isinstance(child, FunctionNode | ast.Lambda):
            yield child
            yield from _own_nodes(child)
