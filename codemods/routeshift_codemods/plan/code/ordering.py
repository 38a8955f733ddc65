"""The order of routes: as in source, but for those that overlap, which keep the old server's."""

from __future__ import annotations

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
    return _fit(one.split("/"), other.split("/"))


def _fit(left: list[str], right: list[str]) -> bool:
    if not left or not right:
        return left == right
    for one, other in ((left, right), (right, left)):
        if _greedy(one[0]) and (_fit(one[1:], other[1:]) or _fit(one, other[1:])):
            return True
    same = left[0] == right[0] or "{" in left[0] + right[0]
    return same and _fit(left[1:], right[1:])


def _greedy(part: str) -> bool:
    return ":path}" in part
