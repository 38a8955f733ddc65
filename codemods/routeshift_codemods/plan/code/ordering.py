"""The order of routes: as in source, but for those that overlap, which keep the old server's."""

from __future__ import annotations

from collections.abc import Sequence

from routeshift.wire import overlap
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
