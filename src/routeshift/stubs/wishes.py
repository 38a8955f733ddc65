"""Wishes over HTTP: a header that asks a served stub for an error or another result."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from routeshift.stubs.errors import ERROR_ROWS
from routeshift.stubs.probe import Wish, probing

WISH_HEADER = "x-routeshift-wish"
_RESULTS = ("none", "dict", "extra")
_DIGITS = 10


def wish_text(wish: Wish) -> str:
    """A wish as the header's value.

    >>> wish_text(Wish(error="value", after=1))
    'error=value; after=1'
    """
    parts = asdict(wish).items()
    return "; ".join(f"{name}={value}" for name, value in parts if value is not None)


def parse_wish(text: str) -> Wish | None:
    """The wish of a header's value; None when it is not understood."""
    pairs = dict(part.strip().partition("=")[::2] for part in text.split(";"))
    error, result = pairs.pop("error", None), pairs.pop("result", None)
    numbers = {name: pairs.pop(name, None) for name in ("after", "answer")}
    known = error is None or error in ERROR_ROWS
    countable = all(value is None or _countable(value) for value in numbers.values())
    if pairs or not known or result not in (None, *_RESULTS) or not countable:
        return None
    after, answer = (None if value is None else int(value) for value in numbers.values())
    return Wish(error, after, result, answer)  # type: ignore[arg-type]


def _countable(text: str) -> bool:
    return text.isdecimal() and len(text) < _DIGITS


class WishMiddleware:
    """Lets requests ask stubs for errors, by the header `x-routeshift-wish`.

    Args:
        app: The ASGI application that the stubs answer for.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        wish = _wish_of(scope)
        if wish is None:
            await self._app(scope, receive, send)
            return
        with probing(wish):
            await self._app(scope, receive, send)


def _wish_of(scope: Any) -> Wish | None:
    if scope["type"] != "http":
        return None
    name = WISH_HEADER.encode()
    return next((parse_wish(v.decode("latin-1")) for k, v in scope["headers"] if k == name), None)
