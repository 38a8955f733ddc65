"""How a method differs from the one that is promised, for its caller and for clients."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from routeshift_codemods.index import (
    Defined,
    FunctionNode,
    Index,
    Module,
    Outside,
    lookup_expression,
)
from routeshift_codemods.resolve.records import DiagnosticKind
from routeshift_codemods.resolve.signatures import (
    MethodParameter,
    annotated_parts,
    given_default,
    parameters_of,
    type_meaning,
    value_meaning,
)
from routeshift_codemods.syntax import children, decorators_of, walk

Kind = Literal["legacy", "router"]

_VARIABLES = frozenset({"typing.TypeVar", "typing_extensions.TypeVar"})
_KEEPING = frozenset(
    {"staticmethod", "classmethod", "abstractmethod", "override", "final", "webmethod"}
)
_STREAM = re.compile(r"Iterator|Iterable|Generator")


@dataclass(frozen=True, slots=True)
class Function:
    """A method in source.

    Attributes:
        index: The facts of its project.
        module: The module that has it.
        node: It.
        by_position: How many arguments its router passes by position.
        taken: Its parameters, where they are not to be read from it.
    """

    index: Index
    module: Module
    node: FunctionNode
    by_position: int = 0
    taken: tuple[MethodParameter, ...] | None = None

    @property
    def parameters(self) -> tuple[MethodParameter, ...]:
        """Its parameters, without `self`."""
        if self.taken is not None:
            return self.taken
        return parameters_of(self.index, self.module, self.node)


def differences(
    own: Function, promised: Function, kind: Kind, *, moved: bool = False
) -> Iterator[tuple[DiagnosticKind, str]]:
    """How a method differs from the one that is promised, as its caller or a client sees it.

    Args:
        own: The implementation's.
        promised: The Protocol's.
        kind: Who calls it.
        moved: Whether both are of versions of one package, whose classes may have moved in it.
    """
    theirs = {p.name: p for p in promised.parameters if not p.facts.variadic}
    by_position = set(list(theirs)[: promised.by_position])
    mine = _taken(own, promised, theirs, moved)
    # What another decorator makes of a function, nobody can tell.
    plain = decorators_of(own.node) <= _KEEPING
    if kind == "router" and plain and _is_awaited(promised.node) and not _is_coroutine(own.node):
        yield "cannot", "it is no coroutine, and the router awaits it"
    missing = [
        name for name in theirs if name not in mine and not _takes_rest(own, name, by_position)
    ]
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
        passed = kind == "legacy" or (name in theirs and name not in by_position)
        if parameter.facts.positional_only and passed:
            yield "cannot", f"it takes `{name}` by position only, and it is passed by name"
        elif name in theirs:
            yield from _seen(own, parameter, promised, theirs[name], kind, moved)


def _taken(
    own: Function, promised: Function, theirs: dict[str, MethodParameter], moved: bool
) -> dict[str, MethodParameter]:
    """The parameters of a method by the names of what is passed to them.

    What comes by position may be called otherwise, when it is of the same type: of another, it is
    something else that is expected there.
    """
    every = [p for p in own.parameters if not p.facts.variadic]
    names = {p.name: p.name for p in every}
    keyword_only = {argument.arg for argument in own.node.args.kwonlyargs}
    places = [p for p in every if p.name not in keyword_only]
    for mine, passed in zip(places, list(theirs.values())[: promised.by_position], strict=False):
        free = mine.name not in theirs and passed.name not in names
        here, there = type_of(own, mine, moved), type_of(promised, passed, moved)
        alike = mine.facts.positional_only if here is None else here == there
        if free and alike:
            names[mine.name] = passed.name
    return {names[p.name]: p for p in every}


def _takes_rest(own: Function, name: str, by_position: Collection[str]) -> bool:
    """Whether a method takes whatever is passed, in the way in which a name is."""
    arguments = own.node.args
    return arguments.kwarg is not None or (arguments.vararg is not None and name in by_position)


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
    moved: bool,
) -> Iterator[tuple[DiagnosticKind, str]]:
    name = mine.name
    here, there = type_of(own, mine, moved), type_of(promised, theirs, moved)
    if here is not None and there is not None and here != there:
        yield "info", f"`{name}` is {_spelled(mine)} here, and {_spelled(theirs)} in the Protocol"
    if kind == "legacy" and mine.facts.required and not theirs.facts.required:
        yield "info", f"`{name}` must be sent here, and may be left out by the Protocol"
    elif kind == "legacy" and theirs.facts.required and not mine.facts.required:
        yield "info", f"`{name}` may be left out here, and must be sent by the Protocol"
    elif kind == "legacy" and _default(own, mine) != _default(promised, theirs):
        yield "info", f"`{name}` has another default here than in the Protocol"


def type_of(function: Function, parameter: MethodParameter, moved: bool) -> frozenset[str] | None:
    """What the type of a parameter means; None where nobody says, or a name in it is unbound.

    Args:
        function: Whose parameter it is.
        parameter: The parameter.
        moved: Whether it is held against another version, whose classes may have moved.
    """
    index, module = function.index, function.module
    bare, _ = annotated_parts(index, module, parameter.node.annotation)
    if bare is None:
        return None
    names = [node for node in walk(bare) if isinstance(node, ast.Name)]
    if any(_is_open(index, lookup_expression(index, module, n)) for n in names):
        return None
    meaning = type_meaning(index, module, bare)
    if not moved:
        return meaning
    package = re.escape(module.name.partition(".")[0])
    return frozenset(re.sub(rf"\b{package}\.(?:\w+\.)*", "", member) for member in meaning)


def _is_open(index: Index, found: Defined | Outside | None) -> bool:
    """Whether a name is bound nowhere, or stands for whatever type an implementation chooses."""
    if isinstance(found, Outside):
        return "." not in found.name
    value = getattr(found.node, "value", None) if found is not None else None
    if found is None or not isinstance(value, ast.Call):
        return False
    made = lookup_expression(index, found.module, value.func)
    return isinstance(made, Outside) and made.name in _VARIABLES


def _default(function: Function, parameter: MethodParameter) -> str | None:
    node = given_default(parameter)
    return None if node is None else value_meaning(function.index, function.module, node)


def _spelled(parameter: MethodParameter) -> str:
    node = parameter.node.annotation
    return f"`{ast.unparse(node)}`" if node is not None else "of no type"


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
