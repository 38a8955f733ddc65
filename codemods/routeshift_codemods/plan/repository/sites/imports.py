"""Imports of requests in the files whose code takes or passes them."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from routeshift_codemods.edit import AddImport, Change
from routeshift_codemods.index import Index, Module
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.sites.placing import ImportPlacing, is_alone
from routeshift_codemods.syntax import module_named, walk


@dataclass(frozen=True, slots=True)
class Importing:
    """What modules can import.

    Attributes:
        index: The facts.
    """

    index: Index
    _reached: dict[str, frozenset[Module]] = field(default_factory=dict)
    _added: dict[str, set[str]] = field(default_factory=dict)

    def hindrance(self, module: Module, move: Move, needed_at: int | None = None) -> str | None:
        """Why a module cannot have a request; None when it can.

        Args:
            module: The module.
            move: The operation.
            needed_at: The line that needs it when the module is imported.
        """
        bound = module.names.get(move.request)
        if module.name == move.origin and (bound is None or bound.target is None):
            # What is added to a file that is there already stands at its end.
            is_above = bound is not None and bound.node.lineno < (needed_at or 0)
            below = needed_at is not None and not is_above
            return f"`{move.request}` is defined below it" if below else None
        if bound is not None and not _is_the_request(module, move):
            return f"it has another `{move.request}`"
        if bound is None and not ImportPlacing(self.index, module).has_room:
            return f"an import of `{move.request}` has no line: all stands on that of `__future__`"
        known = {*move.places, *(place.rpartition(".")[0] for place in move.places)}
        # Whoever imports the API already can import one name more.
        if known & module.imported:
            return None
        if module in self._reaching(move.home):
            return f"an import of `{move.request}` would make a circle"
        self._add(module, move.home)
        return None

    def _add(self, module: Module, home: str) -> None:
        """From now on a module imports another one, which closes the circle for what follows."""
        added = self._added.setdefault(module.name, set())
        if home not in added:
            added.add(home)
            for name in [name for name, found in self._reached.items() if module in found]:
                del self._reached[name]

    def _reaching(self, name: str) -> frozenset[Module]:
        """The modules that a module imports, and those that these do; itself among them."""
        if name not in self._reached:
            self._reached[name] = frozenset(self._reached_from(name))
        return self._reached[name]

    def _reached_from(self, name: str) -> Iterator[Module]:
        waiting, seen = [name], {name}
        while waiting:
            found = self.index.find(waiting.pop())
            if found is None:
                continue
            yield found
            for one in (*found.imported, *self._added.get(found.name, ())):
                # A package is imported with what is in it.
                above = {*itertools.accumulate(one.split("."), "{}.{}".format)}
                waiting += above - seen
                seen |= above


def _is_the_request(module: Module, move: Move) -> bool:
    target = module.names[move.request].target
    return target is not None and module.absolute(target[0]) in move.places


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
        moves = [m for m in moves if m.origin != module.name and m.request not in module.names]
        names = sorted({m.request for m in moves})
        if not names:
            continue
        places = frozenset().union(*(move.places for move in moves))
        statement = next(importing(module, places), None)
        if statement is None:
            new.append(f"from {as_written(module, home)} import {', '.join(names)}")
        else:
            added = AddImport(tuple(names))
            yield Change(module.path, module.source.span(statement), added)
    if new:
        yield from ImportPlacing(index, module).changes(new)


def as_written(module: Module, home: str) -> str:
    """A module as another one writes it, where only a block of it imports from there.

    Args:
        module: The module that imports.
        home: The module that is imported from, by its dotted name.
    """
    imports = (node for node in walk(module.tree) if isinstance(node, ast.ImportFrom))
    written = map(module_named, imports)
    return next((where for where in written if module.absolute(where) == home), home)


def importing(module: Module, places: Collection[str]) -> Iterator[ast.ImportFrom]:
    """The statements that import names from some modules.

    Args:
        module: The module that they stand in.
        places: The modules.
    """
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and node.names[0].name != "*":
            where = module.absolute(module_named(node))
            if where in places and is_alone(module.tree.body, node):
                yield node
