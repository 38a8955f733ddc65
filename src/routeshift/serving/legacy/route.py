"""The route of a webmethod entry: FastAPI's own, with what Routeshift knows beyond it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from routeshift.serving.contract import PageRoute, lists_to_query
from routeshift.wire import Operation

_KNOWN = "__routeshift_legacy__"


@dataclass(slots=True)
class Legacy:
    """What a legacy route knows beyond FastAPI.

    Attributes:
        operation: Its record.
        list_fields: Query lists that are accepted as a JSON body too (rule P2).
        documented: The route as the Protocol documents it; None when it is the same (rule R6).
    """

    operation: Operation
    list_fields: tuple[str, ...]
    documented: LegacyRoute | None = None

    def attach_to(self, handler: Callable[..., Any]) -> None:
        """Stay with a handler, as its route finds it.

        Some versions of FastAPI copy a route when they include it, without what they do not know.
        """
        handler.__dict__[_KNOWN] = self


class LegacyRoute(PageRoute):
    """The route of a webmethod entry."""

    @property
    def legacy(self) -> Legacy:
        """What it knows beyond FastAPI."""
        known: Legacy = self.endpoint.__dict__[_KNOWN]
        return known

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The request handler; a JSON body of a GET becomes query values (rule P2)."""
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = super().get_route_handler()
        lists = self.legacy.list_fields
        if not lists:
            return handler

        async def handle(request: Request) -> Response:
            await lists_to_query(request, lists)
            return await handler(request)

        return handle
