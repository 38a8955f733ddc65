"""Whether implementations fit their Protocols, of both kinds, read from source (traps T2, T11)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from routeshift_codemods.index import FunctionNode, Index, Module
from routeshift_codemods.resolve.ancestry import (
    Placed,
    ancestors,
    functions_of,
    is_protocol,
    method_in,
)
from routeshift_codemods.resolve.declaring import Inventory, protocol_of
from routeshift_codemods.resolve.fitting.differing import Function, Kind, differences
from routeshift_codemods.resolve.fitting.requests import spread, usual_request
from routeshift_codemods.resolve.records import Diagnostic
from routeshift_codemods.syntax import decorators_of, walk

# What they make answers with something, which may be called or not.
# The decorator of those that serve an API before and after its move.
ACCEPTS_BOTH = "accepts_both"
_PROPERTIES = frozenset({"property", "cached_property"})


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
        declared: All methods that an implementation has, by name: a server calls those with routes.
    """

    api: str
    kind: Kind
    module: Module
    protocol: ast.ClassDef
    classes: frozenset[ast.ClassDef]
    methods: dict[str, Function]
    declared: dict[str, Function]

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
            _all_methods(index, ancestors(index, api.module, api.protocol)),
        )
        for api in inventory.legacy
    ]
    for router in inventory.routers:
        for module, protocol in protocol_of(index, router):
            above = ancestors(index, module, protocol)
            classes = frozenset(owner for _, owner in above)
            counts = _counts(router.factory)
            every = _all_methods(index, above, counts)
            methods = {n: replace(m, by_position=counts.get(n, 0)) for n, m in every.items()}
            one = ApiCalls(router.name, "router", module, protocol, classes, methods, methods)
            found.append(one)
    return found


def _all_methods(
    index: Index, classes: Sequence[Placed], called: Collection[str] = ()
) -> dict[str, Function]:
    """The methods of some classes, without private ones that nobody calls."""
    return {
        name: Function(index, module, node)
        for module, owner in reversed(classes)
        for name, node in functions_of(owner, called).items()
    }


def _counts(factory: FunctionNode) -> dict[str, int]:
    """With how many arguments by position a factory calls methods of its first parameter."""
    implementation = [*factory.args.posonlyargs, *factory.args.args][0].arg
    counts: dict[str, int] = {}
    for node in (one for one in walk(factory) if isinstance(one, ast.Call)):
        called = node.func
        if isinstance(called, ast.Attribute) and _is_name(called.value, implementation):
            given = [a for a in node.args if not isinstance(a, ast.Starred)]
            counts[called.attr] = min(counts.get(called.attr, len(given)), len(given))
    return counts


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


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
    above = ancestors(index, module, node)
    own = {owner for _, owner in promise.own(index, module, node)}
    inherits = any(owner in promise.classes for _, owner in above)
    for name, promised in promise.methods.items():
        subject = f"{node.name}.{name}"
        place, owner, found = next(
            ((m, o, f) for m, o in above if (f := method_in(o, name)) is not None),
            (module, node, None),
        )
        # The first one counts, though it be the Protocol's and a later class have one with a body.
        found = found if owner in own else None
        if found is None and not inherits:
            message = f"it is missing, and the API {promise.api} calls it"
            yield Diagnostic("cannot", subject, message, module.path, node.lineno)
        elif found is None and _is_empty(promised.node):
            message = f"it is the empty one of {promise.protocol.name}, which answers with nothing"
            yield Diagnostic("info", subject, message, module.path, node.lineno)
        elif isinstance(found, ast.Assign | ast.AnnAssign) and isinstance(
            found.value, ast.Constant
        ):
            message = f"it is `{ast.unparse(found.value)}`, which nobody can call"
            yield Diagnostic("cannot", subject, message, place.path, found.lineno)
        elif isinstance(found, FunctionNode) and not decorators_of(found) & _PROPERTIES:
            function = Function(index, place, found)
            if accepts_both(owner, found):
                # It takes a request, too, by the names of what that holds.
                taken = spread(promised, usual_request(promised))
                promised = replace(promised, by_position=0, taken=taken)
            for kind, message in differences(function, promised, promise.kind):
                yield Diagnostic(kind, subject, message, place.path, found.lineno)


def _is_empty(node: FunctionNode) -> bool:
    """Whether a body is a docstring, `...` or `pass`, and nothing else."""
    constants = (n for n in node.body if isinstance(n, ast.Expr))
    empty = {n for n in constants if isinstance(n.value, ast.Constant)}
    return all(n in empty or isinstance(n, ast.Pass) for n in node.body)


def accepts_both(owner: ast.ClassDef, function: FunctionNode) -> bool:
    """Whether a method says that it takes arguments one by one, or a request with them.

    Args:
        owner: Its class.
        function: It.
    """
    return ACCEPTS_BOTH in decorators_of(owner) | decorators_of(function)
