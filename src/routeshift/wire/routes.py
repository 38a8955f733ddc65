"""The route that is served for a declared one: its method and its path (rules R3, R4)."""

from __future__ import annotations

import functools
import re

_PATH_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


def served_method(declared: str | None) -> str:
    """The HTTP method that is served and documented for a declared one (rule R4)."""
    # A known flaw of the old servers that clients rely on: nothing may change it silently (T10).
    return declared if declared in ("GET", "DELETE") else "POST"


def join_path(level: str | None, route: str, prefix: str = "") -> str:
    """The path of a route: `/{level}/{route}` with one slash (rule R3).

    Args:
        level: The level, or None.
        route: The declared route, with or without a leading slash.
        prefix: What stands there for routes without a level, as `/api`.
    """
    head = f"/{level}" if level else prefix.rstrip("/")
    return f"{head}/{route.lstrip('/')}"


def takes_body(method: str) -> bool:
    """Whether parameters without a marker travel in the body of a served method (rule P1)."""
    return method == "POST"


def path_parameters(path: str) -> tuple[str, ...]:
    """The names of the path parameters, in the order of the path."""
    return tuple(_PATH_PARAMETER.findall(path))


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
