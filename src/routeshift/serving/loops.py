"""Routes that a host adds by a loop of its own over webmethods: which of them are such routes.

FastAPI knows no more of them than a handler, which wraps the method that it calls or has it in its
closure.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from routeshift.webmethod import read_webmethods
from routeshift.wire import anonymous_path, join_path


def is_webmethod(handler: Callable[..., Any], path: str) -> bool:
    """Whether a webmethod declares what a handler serves.

    Args:
        handler: The handler of a route.
        path: The path of the route.
    """
    served = anonymous_path(path)
    return any(
        served.endswith(anonymous_path(join_path(None, str(entry.route))))
        for called in _called(handler)
        for entry in read_webmethods(called)
    )


def _called(handler: Callable[..., Any]) -> Iterator[object]:
    """What a handler may call: what it wraps or encloses, and how classes above declare that."""
    waiting: list[Any] = [handler]
    for one in waiting:
        yield one
        if inspect.ismethod(one):
            yield from (vars(cls).get(one.__name__) for cls in type(one.__self__).__mro__)
        inside = [getattr(one, "__wrapped__", None), getattr(one, "func", None), *_enclosed(one)]
        waiting += [new for new in inside if _is_code(new) and new not in waiting]


def _enclosed(function: object) -> Iterator[object]:
    for cell in getattr(function, "__closure__", None) or ():
        with suppress(ValueError):  # Nothing is in it yet.
            yield cell.cell_contents


def _is_code(value: object) -> bool:
    # Of another object nothing is asked: it may be one that does something when it is.
    return inspect.isroutine(value) or isinstance(value, functools.partial)
