"""Implementations in the target that a client can tell from their Protocol (rule R6)."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.names import Defined, lookup_expression
from routeshift_codemods.resolve.decisions import PARAMETERS, decision_line
from routeshift_codemods.resolve.parameters import MethodParameter, parameters_of
from routeshift_codemods.resolve.records import LegacyApi, Method, Note


class Implementations:
    """The classes of a target by the names of their bases.

    Args:
        index: The facts.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._by_base: dict[str, list[tuple[Module, ast.ClassDef]]] = {}
        for module in index.modules():
            for node in module.tree.body:
                for base in getattr(node, "bases", []) if isinstance(node, ast.ClassDef) else []:
                    assert isinstance(node, ast.ClassDef)
                    self._by_base.setdefault(_last_name(base), []).append((module, node))

    def notes(self, api: LegacyApi) -> Iterator[Note]:
        """What implementations of an API take that its Protocol does not say."""
        for protocol in api.classes:
            for module, node in self._by_base.get(protocol.name, []):
                if node not in api.classes and self._implements(module, node, api):
                    yield from self._differences(module, node, api)

    def _implements(self, module: Module, node: ast.ClassDef, api: LegacyApi) -> bool:
        found = [lookup_expression(self._index, module, base) for base in node.bases]
        return any(isinstance(f, Defined) and f.node in api.classes for f in found)

    def _differences(self, module: Module, node: ast.ClassDef, api: LegacyApi) -> Iterator[Note]:
        own = {
            child.name: child
            for child in node.body
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        for method in api.methods:
            function = own.get(method.name)
            if function is None or not method.rewritable:
                continue
            place = f"{node.name}.{method.name}"
            for parameter in parameters_of(self._index, module, function):
                message = self._difference(module, api.module, method, parameter)
                if message is not None:
                    settle = decision_line(api.name, method.name, PARAMETERS, "protocol")
                    at = (module.path, function.lineno)
                    yield Note("decision", place, message, *at, PARAMETERS, settle)

    def _difference(
        self, module: Module, home: Module, method: Method, parameter: MethodParameter
    ) -> str | None:
        if parameter.facts.variadic:
            return None
        known = {p.name: p for p in method.parameters}
        if parameter.name not in known:
            return (
                f"only the implementation takes `{parameter.name}`: clients can send it today, "
                f"and the router of {method.subject} does not know it; add it to the Protocol to "
                "keep it"
            )
        default, declared = parameter.default, known[parameter.name].default
        if declared is None or default is None:
            return None
        if self._canonical(home, declared) != self._canonical(module, default):
            return (
                f"`{parameter.name}` is {ast.unparse(default)} without a value from the client, "
                f"and {ast.unparse(declared)} in {method.subject}, which is what its router will "
                "use"
            )
        return None

    def _canonical(self, module: Module, node: ast.expr) -> str:
        """An expression with each name as what it stands for, however a module imports it."""
        return ast.dump(_Full(self._index, module).visit(copy.deepcopy(node)))


class _Full(ast.NodeTransformer):
    """Writes names in full."""

    def __init__(self, index: Index, module: Module) -> None:
        self._index = index
        self._module = module

    def visit(self, node: ast.AST) -> ast.AST:
        """Write a name or dotted name in full, and look into all else."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return self.generic_visit(node)
        found = lookup_expression(self._index, self._module, node)
        if found is None:
            return self.generic_visit(node)
        if isinstance(found, Defined):
            return ast.Name(f"{found.module.name}.{found.bound.name}")
        return ast.Name(found.name)


def _last_name(node: ast.expr) -> str:
    target = node.value if isinstance(node, ast.Subscript) else node
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
