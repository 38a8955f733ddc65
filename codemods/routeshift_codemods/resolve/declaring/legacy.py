"""The legacy APIs of a module, with their methods and routes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from routeshift import docstrings
from routeshift.wire import Lists, Operation, Source, bind, join_path, level_of, served_method
from routeshift_codemods.index import FunctionNode, Index, Module
from routeshift_codemods.resolve.decisions import LISTS, Decisions
from routeshift_codemods.resolve.declaring.checks import with_diagnostics
from routeshift_codemods.resolve.declaring.families import Family
from routeshift_codemods.resolve.decorators import Decorator
from routeshift_codemods.resolve.records import LegacyApi, Method, Route
from routeshift_codemods.resolve.signatures import is_renamed, parameters_of


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


@dataclass(frozen=True, slots=True)
class _Reader:
    index: Index
    module: Module
    api: str
    request_names: Mapping[str, str]
    decisions: Decisions

    def method(
        self, owner: ast.ClassDef, function: FunctionNode, written: Sequence[Decorator]
    ) -> Method:
        decorators: list[Decorator] = []
        # Python applies the decorator that stands nearest to the function first.
        for one in reversed(written):
            decorators.insert(0 if one.order == "in front" else len(decorators), one)
        routes = tuple(self._route(function, decorator) for decorator in decorators)
        parameters = parameters_of(self.index, self.module, function)
        facts = [parameter.facts for parameter in parameters]
        lists = Lists(self.decisions.of(self.api, function.name, LISTS) or Lists.BOTH)
        bound = [
            bind(function.name, r.operation.method, r.operation.path, facts, lists) for r in routes
        ]
        renamed = [p for p in parameters if is_renamed(self.index, self.module, p)]
        # A type that has the alias would need a marker beside it, which would hide its own.
        apart = all(p.marker is not None for p in renamed)
        method = Method(
            lists=lists,
            renamed=frozenset(p.name for p in renamed if apart),
            module=self.module,
            protocol=owner,
            node=function,
            routes=routes,
            parameters=parameters,
            # Routes that bind differently are refused by
            # a check, so that one binding stands for all.
            binding=replace(bound[0], request_name=self.request_names[function.name]),
            docs=docstrings.parse(ast.get_docstring(function, clean=False)),
        )
        return with_diagnostics(self.index, method, decorators, bound)

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
