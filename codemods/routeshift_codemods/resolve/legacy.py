"""The legacy APIs of a module: Protocols with webmethods, as live discovery sees them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from routeshift import docstrings
from routeshift.binding import Lists, bind, join_path, served_method
from routeshift.naming import level_of
from routeshift.operation import Operation, Source
from routeshift_codemods.index.bindings import Bound, bindings
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.resolve.checks import notes_of
from routeshift_codemods.resolve.decisions import LISTS, Decisions
from routeshift_codemods.resolve.decorators import Decorator, read
from routeshift_codemods.resolve.parameters import parameters_of
from routeshift_codemods.resolve.records import FunctionNode, LegacyApi, Method, Route
from routeshift_codemods.resolve.unserved import served_decorators


@dataclass(frozen=True)
class Family:
    """The classes of a module that make up one API.

    Attributes:
        module: The module.
        head: The class that no other declaring class of the module inherits.
        methods: The decorated methods of the head and of what it inherits in the module.
    """

    module: Module
    head: ast.ClassDef
    classes: tuple[ast.ClassDef, ...]
    methods: tuple[tuple[ast.ClassDef, FunctionNode, tuple[ast.expr, ...]], ...]


def families(index: Index, module: Module) -> list[Family]:
    """The APIs of a module, in the order of the source, as live discovery groups classes."""
    return _Finder(index, module).families()


def legacy_api(
    index: Index,
    family: Family,
    name: str,
    *,
    alone: bool,
    request_names: Mapping[str, str],
    decisions: Decisions,
) -> LegacyApi:
    """Resolve one API.

    Args:
        index: The facts.
        family: Its classes.
        name: Its name.
        alone: Whether it is the only API of its place.
        request_names: The names of the request models, by method.
        decisions: What was decided of where parameters travel.
    """
    reader = _Reader(index, family.module, name, request_names, decisions)
    methods = tuple(reader.method(*row) for row in family.methods)
    return LegacyApi(name, family.module, family.head, family.classes, methods, alone)


class _Finder:
    def __init__(self, index: Index, module: Module) -> None:
        self._index = index
        self._module = module
        self._classes = _last_ones(module.tree.body, ast.ClassDef)
        self._own = {name: self._decorated(node) for name, node in self._classes.items()}

    def families(self) -> list[Family]:
        declaring = [node for node in self._classes.values() if self._own[node.name]]
        inherited = {base.name for node in declaring for base in self._above(node)}
        return [self._family(node) for node in declaring if node.name not in inherited]

    def _family(self, head: ast.ClassDef) -> Family:
        above = {node.name for node in self._above(head)}
        members = [n for n in self._classes.values() if n.name in above and self._own[n.name]]
        classes = (*members, head)
        rows = tuple((c, function, found) for c in classes for function, found in self._own[c.name])
        return Family(self._module, head, classes, rows)

    def _above(self, node: ast.ClassDef) -> list[ast.ClassDef]:
        found: list[ast.ClassDef] = []
        waiting = [node]
        while waiting:
            bases = [b for b in self._bases(waiting.pop()) if b not in found and b is not node]
            found += bases
            waiting += bases
        return found

    def _bases(self, node: ast.ClassDef) -> list[ast.ClassDef]:
        bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        names = [base.id for base in bases if isinstance(base, ast.Name)]
        return [self._classes[name] for name in names if name in self._classes]

    def _decorated(self, node: ast.ClassDef) -> list[tuple[FunctionNode, tuple[ast.expr, ...]]]:
        functions = _last_ones(node.body, ast.FunctionDef | ast.AsyncFunctionDef)
        rows = [
            (function, served_decorators(self._index, self._module, function))
            for function in functions.values()
        ]
        return [(function, found) for function, found in rows if found]


def _last_ones(body: list[ast.stmt], kind: Any) -> dict[str, Any]:
    """The definitions of a block by name: of several of one name, the last is what there is."""
    bound = [b for b in bindings(body) if isinstance(b, Bound) and not b.typing_only]
    last = {b.name: b.node for b in bound}
    return {name: node for name, node in last.items() if isinstance(node, kind)}


@dataclass(frozen=True, slots=True)
class _Reader:
    index: Index
    module: Module
    api: str
    request_names: Mapping[str, str]
    decisions: Decisions

    def method(
        self, owner: ast.ClassDef, function: FunctionNode, written: Sequence[ast.expr]
    ) -> Method:
        # Python applies the decorator that stands nearest to the function first.
        decorators = [read(self.index, self.module, node) for node in reversed(written)]
        routes = tuple(self._route(function, decorator) for decorator in decorators)
        parameters = parameters_of(self.index, self.module, function)
        facts = [parameter.facts for parameter in parameters]
        lists = Lists(self.decisions.of(self.api, function.name, LISTS) or Lists.BOTH)
        bound = [
            bind(function.name, r.operation.method, r.operation.path, facts, lists) for r in routes
        ]
        method = Method(
            module=self.module,
            protocol=owner,
            node=function,
            routes=routes,
            parameters=parameters,
            binding=replace(bound[0], request_name=self.request_names[function.name]),
            docs=docstrings.parse(ast.get_docstring(function, clean=False)),
        )
        return notes_of(self.index, method, decorators, bound)

    def _route(self, function: FunctionNode, decorator: Decorator) -> Route:
        entry = decorator.entry
        path = join_path(entry.level, entry.route)
        operation = Operation(
            api=self.api,
            name=function.name,
            method=served_method(entry.method),
            path=path,
            kind="legacy",
            level=entry.level or level_of(path),
            declared_method=entry.method,
            deprecated=entry.deprecated,
            public=entry.is_public,
            scope=entry.required_scope,
            source=Source(self.module.path, function.lineno),
            extras=entry.extras,
        )
        return Route(operation, entry, decorator.node, decorator.expressions)
