"""The decorator that the packages under `cases` use; it is none of Routeshift's."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any


def webmethod(
    route: str, method: str | None = None, level: str | None = None, **fields: Any
) -> Callable[[Any], Any]:
    """Leave the metadata in a list, as the newest codebases do."""

    def wrap(function: Any) -> Any:
        entry = SimpleNamespace(route=route, method=method, level=level, **fields)
        function.__dict__.setdefault("__webmethods__", []).append(entry)
        return function

    return wrap
