"""The route that is served for a declared one: its method and its path (rules R3, R4)."""

from __future__ import annotations

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
