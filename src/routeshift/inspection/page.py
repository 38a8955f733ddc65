"""The list of routes as an operation of its own."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request

from routeshift.errors import DeclarationError
from routeshift.inspection.listing import Filter, Sort, listed
from routeshift.inspection.rows import record
from routeshift.serving import route_records
from routeshift.wire import Kind


def router_at(path: str) -> APIRouter:
    """A router that lists the routes of the app it is included in, at a path."""
    if not isinstance(path, str) or not path.startswith("/"):
        raise DeclarationError(
            f"inspection_router takes the path where it answers, as /inspect/routes, not {path!r}.",
            hint="Call app.include_router(inspection_router()).",
        )
    router = APIRouter(tags=["Inspect"])

    @router.get(path)
    def list_routes(
        request: Request,
        level: str | None = None,
        deprecated: bool | None = None,
        api: str | None = None,
        kind: Kind | None = None,
        text: str | None = None,
        sort: Sort = Sort.PATH,
    ) -> dict[str, list[dict[str, Any]]]:
        """List routes."""
        app: FastAPI = request.app
        wanted = Filter(level, deprecated, api, kind, text)
        found = route_records(app.router.routes)
        return {"data": [record(operation) for operation in listed(found, wanted, sort)]}

    return router
