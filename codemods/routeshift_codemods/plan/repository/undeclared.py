"""Classes that look like implementations, and say nowhere that they are any."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routeshift.wording import plural
from routeshift_codemods.index import FunctionNode, Module, Surroundings, any_word
from routeshift_codemods.resolve import (
    Diagnostic,
    LegacyApi,
    Operated,
    Renewal,
    Renewed,
    ancestors,
    functions_of,
    is_accepted,
    parameters_of,
)


def undeclared(
    surroundings: Surroundings, renewed: Renewed, every: Sequence[Operated]
) -> Iterator[Diagnostic]:
    """The classes with most methods of an API as it was, of which nothing says that they are it.

    Args:
        surroundings: Where they may stand.
        renewed: The APIs.
        every: The operations, with what is known to implement them.
    """
    known = {one.owner for operation in every for one in operation.functions.values()}
    reader = _Reader(surroundings, renewed)
    words = any_word({renewal.method.name for renewal in renewed.renewals})
    for module in surroundings.having((), rb"def\s+" + words):
        for node in module.classes:
            if node not in known and not is_accepted(module, node):
                yield from reader.of(module, node)


@dataclass(frozen=True, slots=True)
class _Reader:
    surroundings: Surroundings
    renewed: Renewed

    def of(self, module: Module, node: ast.ClassDef) -> Iterator[Diagnostic]:
        above = ancestors(self.surroundings.index, module, node)
        own = {n: (m, f) for m, owner in reversed(above) for n, f in functions_of(owner).items()}
        for api in self.renewed.apis:
            shared = own.keys() & {method.name for method in api.methods}
            most = 2 * len(shared) > len(api.methods)
            declared = any(owner in api.classes for _, owner in above)
            if most and not declared and any(self._takes(own, r) for r in self._renewals(api)):
                methods = plural(len(shared), "method")
                message = (
                    f"it has {methods} of {api.protocol.name} as they were, and says nowhere that "
                    f"it implements {api.protocol.name}"
                )
                yield Diagnostic("call", node.name, message, module.path, node.lineno)

    def _renewals(self, api: LegacyApi) -> Iterator[Renewal]:
        return (one for one in self.renewed.renewals if one.api is api)

    def _takes(self, own: dict[str, tuple[Module, FunctionNode]], renewal: Renewal) -> bool:
        """Whether a class takes one by one what a request holds by now."""
        if renewal.method.name not in own:
            return False
        found = parameters_of(self.surroundings.index, *own[renewal.method.name])
        names = {parameter.name for parameter in found}
        return bool(names & renewal.keywords.keys()) and renewal.request.parameter not in names
