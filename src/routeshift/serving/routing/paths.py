"""What the path of a route can match, as far as whole segments tell."""

import re
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.convertors import (
    Convertor,
    FloatConvertor,
    IntegerConvertor,
    StringConvertor,
    UUIDConvertor,
)
from starlette.routing import PARAM_REGEX, BaseRoute, Mount, Route, WebSocketRoute

ANY = None
# Convertors whose pattern has no slash; a subclass may have another, so that types are compared.
_ONE_SEGMENT = (StringConvertor, IntegerConvertor, FloatConvertor, UUIDConvertor)
# Routes that decide by their compiled path alone; whatever overrides `matches` is always asked.
_MATCHES = {kind.matches for kind in (APIRoute, APIWebSocketRoute, Mount, Route, WebSocketRoute)}


@dataclass(frozen=True, slots=True)
class PathShape:
    """The leading segments of a path that a route demands.

    Args:
        segments: Literal segments, and `ANY` for one segment of any text.
        open: Whether more segments may follow.
    """

    segments: tuple[str | None, ...]
    open: bool


OPEN = PathShape((), open=True)


def shape_of_route(route: BaseRoute) -> PathShape:
    """The shape of a route; `OPEN` for one that decides by more than its path's pattern.

    A shape never excludes a path that the route matches, with or without slashes at its end.
    """
    if type(route).matches not in _MATCHES:
        return OPEN
    mounted = isinstance(route, Mount)
    path = getattr(route, "path", "") + ("/{path:path}" if mounted else "")
    return pattern_shape(path, route)


def pattern_shape(path: str, compiled: Any) -> PathShape:
    """The shape of a path, unless the pattern compiled from it is not Starlette's own.

    Args:
        path: The path with its parameters in braces.
        compiled: What has the path's `path_regex` and `param_convertors`.
    """
    convertors = getattr(compiled, "param_convertors", {})
    pattern = getattr(compiled, "path_regex", None)
    own = pattern is not None and (pattern.pattern, pattern.flags) == _pattern(path, convertors)
    return _shape(path, convertors) if own else OPEN


def segments_of(path: str) -> list[str]:
    """The segments of a request's path, without slashes at its end."""
    # Without slashes at the end, for a redirect is decided among the same routes.
    return path.rstrip("/").split("/")[1:]


def _shape(path: str, convertors: dict[str, Convertor[Any]]) -> PathShape:
    long = (m for m in PARAM_REGEX.finditer(path) if not _stays_in_segment(m[1], convertors))
    first = next(long, None)
    # Of a segment that is begun by a greedy parameter nothing is known, and of nothing behind it.
    known = path if first is None else path[: first.start()].rpartition("/")[0]
    segments = (ANY if PARAM_REGEX.search(s) else s for s in segments_of(known))
    return PathShape(tuple(segments), open=first is not None)


def _stays_in_segment(name: str, convertors: dict[str, Convertor[Any]]) -> bool:
    return type(convertors.get(name)) in _ONE_SEGMENT


def _pattern(path: str, convertors: dict[str, Convertor[Any]]) -> tuple[str, int] | None:
    if not path.startswith("/") or "\n" in path:
        return None
    parts, end = ["^"], 0
    for parameter in PARAM_REGEX.finditer(path):
        convertor = convertors.get(parameter[1])
        if convertor is None:
            return None
        parts += re.escape(path[end : parameter.start()]), f"(?P<{parameter[1]}>{convertor.regex})"
        end = parameter.end()
    return "".join([*parts, re.escape(path[end:]), "$"]), int(re.UNICODE)
