"""An index of routes by the segments of their paths.

It gives every route that can match a path, in the order of registration, and few that cannot.
A path is read segment by segment, as by an automaton. Its states come into being when a path
reaches them first, which costs microseconds; their number depends on the routes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from routeshift.serving.routing.paths import ANY, PathShape

T = TypeVar("T")
Keep = Callable[[tuple[int, ...]], T]


class RouteIndex(Generic[T]):
    """The routes that can match a path.

    Args:
        shapes: One for each route, in the order of registration.
        keep: Makes what `find` returns from the positions of routes, once for each set of them.
    """

    def __init__(self, shapes: Sequence[PathShape], keep: Keep[T]) -> None:
        root = _Node()
        for position, shape in enumerate(shapes):
            root.add(shape, position)
        kept: dict[tuple[int, ...], T] = {}

        def keep_once(positions: tuple[int, ...]) -> T:
            # Many states lead to the same few routes: one small router for all of them.
            if positions not in kept:
                kept[positions] = keep(positions)
            return kept[positions]

        self._start: _State[T] = _State((root,), (), keep_once)

    def find(self, segments: Iterable[str | None]) -> T:
        """What was kept for the routes that can match a path of these segments."""
        state = self._start
        for segment in segments:
            state = state.after(segment)
        return state.found


class _Node:
    """The shapes that share leading segments."""

    __slots__ = ("closed", "literal", "opened", "wild")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.wild: _Node | None = None
        self.closed: list[int] = []
        self.opened: list[int] = []

    def add(self, shape: PathShape, position: int) -> None:
        node = self
        for segment in shape.segments:
            node = node._child(segment)
        (node.opened if shape.open else node.closed).append(position)

    def after(self, segment: str | None) -> list[_Node]:
        found = (self.literal.get(segment) if segment is not ANY else None, self.wild)
        return [node for node in found if node is not None]

    def _child(self, segment: str | None) -> _Node:
        if segment is not ANY:
            return self.literal.setdefault(segment, _Node())
        self.wild = self.wild or _Node()
        return self.wild


class _State(Generic[T]):
    """The nodes that the segments read so far lead to, and the routes open to all that follows."""

    __slots__ = ("_keep", "_known", "_next", "_nodes", "_opened", "found")

    def __init__(self, nodes: tuple[_Node, ...], opened: tuple[int, ...], keep: Keep[T]) -> None:
        self._nodes = nodes
        self._opened = opened + tuple(p for node in nodes for p in node.opened)
        self._keep = keep
        self._known = {literal for node in nodes for literal in node.literal}
        self._next: dict[str | None, _State[T]] = {}
        closed = (p for node in nodes for p in node.closed)
        self.found = keep(tuple(sorted((*self._opened, *closed))))

    def after(self, segment: str | None) -> _State[T]:
        found = self._next.get(segment)
        if found is not None or not self._nodes:
            return found or self
        # Segments that no route spells out are all alike, so that the number of states is bounded
        # by the routes, whatever is requested.
        known = segment if segment in self._known else ANY
        if known not in self._next:
            nodes = tuple(found for node in self._nodes for found in node.after(known))
            self._next[known] = _State(nodes, self._opened, self._keep)
        return self._next[known]
