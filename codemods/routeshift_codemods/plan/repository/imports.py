"""Imports of requests in the files whose code takes or passes them."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from routeshift_codemods.edit import AddImport, Change
from routeshift_codemods.index import Index, Module, module_named
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.placing import ImportPlacing, is_alone


@dataclass(frozen=True, slots=True)
class Importing:
    """What modules can import.

    Attributes:
        index: The facts.
    """

    index: Index
    _reached: dict[str, frozenset[Module]] = field(default_factory=dict)

    def hindrance(self, module: Module, move: Move) -> str | None:
        """Why a module cannot import a request; None when it can."""
        bound = module.names.get(move.request)
        if bound is not None and not _is_the_request(module, move):
            return f"it has another `{move.request}`"
        known = {*move.places, *(place.rpartition(".")[0] for place in move.places)}
        # Whoever imports the API already can import one name more.
        if not known & module.imported and module in self._reaching(move.home):
            return f"an import of `{move.request}` would make a circle"
        return None

    def _reaching(self, name: str) -> frozenset[Module]:
        """The modules that a module imports, and those that these do; itself among them."""
        if name not in self._reached:
            self._reached[name] = frozenset(_reached(self.index, name))
        return self._reached[name]


def _is_the_request(module: Module, move: Move) -> bool:
    target = module.names[move.request].target
    return target is not None and module.absolute(target[0]) in move.places


def _reached(index: Index, name: str) -> Iterator[Module]:
    waiting, seen = [name], {name}
    while waiting:
        found = index.find(waiting.pop())
        if found is None:
            continue
        yield found
        for one in found.imported:
            # A package is imported with what is in it.
            above = {*itertools.accumulate(one.split("."), "{}.{}".format)}
            waiting += above - seen
            seen |= above


def import_changes(
    index: Index,
    module: Module,
    requests: Mapping[str, Collection[Move]],
    extra: Collection[str],
) -> Iterator[Change]:
    """The changes that import requests, at the statements that import their APIs already.

    Args:
        index: The facts.
        module: The module.
        requests: The operations whose requests it needs, by the module that gives them.
        extra: Whole statements that it needs besides.
    """
    new: list[str] = list(extra)
    for home, moves in sorted(requests.items()):
        names = sorted({m.request for m in moves if m.request not in module.names})
        if not names:
            continue
        places = frozenset().union(*(move.places for move in moves))
        statement = next(iter(_importing(module, places)), None)
        if statement is None:
            new.append(f"from {home} import {', '.join(names)}")
        else:
            added = AddImport(tuple(names))
            yield Change(module.path, module.source.span(statement), added)
    if new:
        yield from ImportPlacing(index, module).changes(new)


def _importing(module: Module, places: Collection[str]) -> Iterator[ast.ImportFrom]:
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and node.names[0].name != "*":
            where = module.absolute(module_named(node))
            if where in places and is_alone(module.tree.body, node):
                yield node
