"""Reading expressions: what is once read is kept, and what depends on itself adds nothing."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable

from routeshift_codemods.index import Index
from routeshift_codemods.resolve.inference.attributes import Attributes
from routeshift_codemods.resolve.inference.kinds import (
    NOTHING,
    UNKNOWN,
    Foreign,
    Holding,
    Kind,
    Kinds,
)
from routeshift_codemods.resolve.inference.scopes import Scope, Scopes


class Reading(ABC):
    """What the readers of names, annotations and calls share, each of which needs the others.

    Args:
        index: The facts of the whole project.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.scopes = Scopes()
        self.attributes = Attributes(index, self.scopes)
        self._known: dict[tuple[int, int, str], Kinds] = {}
        self._kept: list[ast.AST] = []

    @abstractmethod
    def value(self, scope: Scope, node: ast.AST | None) -> Kinds:
        """What an expression may be.

        Args:
            scope: The scope that it is evaluated in.
            node: The expression.
        """

    @abstractmethod
    def annotated(self, scope: Scope, node: ast.AST | None) -> Kinds:
        """What an object may be that an annotation is about, and None apart."""

    @abstractmethod
    def attribute(self, kind: Kind, name: str) -> Kinds:
        """What an attribute of such an object may be."""

    @abstractmethod
    def returned(self, function: Kind) -> Kinds:
        """What a call of a function gives, or a fixture; waited for or not."""

    def once(
        self, scope: Scope, node: ast.AST, way: str, read: Callable[[Scope, ast.AST], Kinds]
    ) -> Kinds:
        """What is read of a node, from what was read before where it was.

        Args:
            scope: The scope that it is evaluated in.
            node: The node.
            way: What is read of it.
            read: Reads it.
        """
        key = (id(scope), id(node), way)
        if key not in self._known:
            self._kept.append(node)
            # What depends on itself adds nothing to itself.
            self._known[key] = NOTHING
            try:
                self._known[key] = read(scope, node)
            except RecursionError:
                self._known[key] = UNKNOWN
        return self._known[key]


def each(kinds: Kinds, read: Callable[[Kind], Kinds]) -> Kinds:
    """What is read of each of several kinds."""
    return frozenset().union(*(read(kind) for kind in kinds))


def holding(items: Iterable[Kinds], *, is_table: bool = False) -> Kinds:
    """What holds items of these kinds, by keys or not."""
    return frozenset({Holding(frozenset().union(*items) or UNKNOWN, is_table=is_table)})


def parted(parts: Iterable[Kinds]) -> Kinds:
    """A tuple of these kinds."""
    every = tuple(parts)
    return frozenset({Holding(frozenset().union(*every) or UNKNOWN, every)})


def foreign(name: str) -> Kinds:
    """Something of another package."""
    return frozenset({Foreign(name)})
