"""The order of routes: as in source, unless two patterns overlap and the old server's differed."""

from __future__ import annotations

from collections.abc import Sequence

from routeshift_codemods.resolve import Method


def in_order(methods: Sequence[Method]) -> list[Method]:
    """The methods in the order in which their routes must be added.

    The old server registered methods by name, and `{name:path}` is greedy (rule P6): where that
    decides which route answers, its order is kept.
    """
    by_name = sorted(methods, key=lambda method: method.name)
    for index, first in enumerate(methods):
        for second in methods[index + 1 :]:
            # The old server added routes by name: only where two meet can a client tell (rule P6).
            if second.name < first.name and _meet(first, second):
                return by_name
    return list(methods)


def _meet(first: Method, second: Method) -> bool:
    return any(
        one.operation.method == other.operation.method
        and overlap(one.operation.path, other.operation.path)
        for one in first.routes
        for other in second.routes
    )


def overlap(one: str, other: str) -> bool:
    """Whether some path fits both templates.

    >>> overlap("/a/{x}", "/a/list"), overlap("/a/{x}", "/a/b/c"), overlap("/{x:path}", "/a/b")
    (True, False, True)
    """
    return _fit(one.split("/"), other.split("/"))


def _fit(left: list[str], right: list[str]) -> bool:
    if not left or not right:
        return left == right
    if _greedy(left[0]):
        return _fit(left[1:], right[1:]) or _fit(left, right[1:])
    if _greedy(right[0]):
        return _fit(right, left)
    same = left[0] == right[0] or "{" in left[0] + right[0]
    return same and _fit(left[1:], right[1:])


def _greedy(part: str) -> bool:
    return ":path}" in part
