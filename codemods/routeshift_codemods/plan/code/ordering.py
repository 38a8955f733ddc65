"""The order of routes: as in source, but for those that overlap, which keep the old server's."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from routeshift_codemods.resolve import Method


def in_order(methods: Sequence[Method]) -> list[Method]:
    """The methods in the order in which their routes must be added.

    The old server registered methods by name. Where two routes meet on a path, a client can tell
    which is the first: `{name:path}` is greedy (rule P6), and the `Allow` of a 405 has the methods
    of the first that the path fits. There its order is kept, and elsewhere that of source.
    """
    ordered: dict[str, Method] = {}

    def add(method: Method) -> None:
        if method.name not in ordered:
            for other in methods:
                if _precedes(other, method):
                    add(other)
            ordered[method.name] = method

    for method in methods:
        add(method)
    return list(ordered.values())


def _precedes(first: Method, second: Method) -> bool:
    """Whether the old server added routes before those of another method that they meet."""
    return first.name < second.name and any(
        overlap(one.operation.path, other.operation.path)
        for one in first.routes
        for other in second.routes
    )


def overlap(one: str, other: str) -> bool:
    """Whether some path fits both templates.

    >>> overlap("/a/{x}", "/a/list"), overlap("/a/{x}", "/a/b/c"), overlap("/{x:path}", "/a/b")
    (True, False, True)
    >>> overlap("/{x:path}/parts", "/{x:path}"), overlap("/{x:path}", "/{x:path}/parts")
    (True, True)
    """
    left, right = one.split("/"), other.split("/")

    # Each pair of places once: with many greedy parts the ways through them are too many.
    @functools.cache
    def fit(at: int, to: int) -> bool:
        if at == len(left) or to == len(right):
            return at == len(left) and to == len(right)
        if _greedy(left[at]) and fit(at, to + 1):
            return True
        if _greedy(right[to]) and fit(at + 1, to):
            return True
        same = left[at] == right[to] or "{" in left[at] + right[to]
        return same and fit(at + 1, to + 1)

    return fit(0, 0)


def _greedy(part: str) -> bool:
    return ":path}" in part
