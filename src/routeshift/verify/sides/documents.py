"""What a side has documented, where that is declared, and what it serves besides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from routeshift.errors import DocumentError
from routeshift.verify.cases import Case, anonymous, endpoints, json_body
from routeshift.verify.sides.side import Side
from routeshift.wire import OPERATION_KINDS

# FastAPI's own path; for another one there is --old-document.
DOCUMENT_PATHS = ("/openapi.json",)


async def fetch_document(side: Side) -> Mapping[str, Any]:
    """Ask a side for its document.

    Raises:
        DocumentError: If it does not give one.
    """
    answers = []
    for path in DOCUMENT_PATHS:
        (exchange,) = await side.ask([Case(f"GET {path}", "GET", path)])
        if exchange.status == 200:
            try:
                return checked_document(json_body(exchange.body), side.name)
            except ValueError:
                answers.append(f"{path} is no JSON")
        else:
            answers.append(f"{path} is {exchange.failure or exchange.status}")
    raise DocumentError(
        f"`{side.name}` gives no document: {', '.join(answers)}.",
        hint="Name a file with --old-document or --new-document.",
    )


def checked_document(document: Any, name: str) -> Mapping[str, Any]:
    """A document that operations can be read from.

    Raises:
        DocumentError: If it is none.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("paths"), Mapping):
        raise DocumentError(f"The document of `{name}` is no OpenAPI document with paths.")
    try:
        # A document goes over a socket and into reports as JSON; an app may put anything into it.
        json.dumps(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise DocumentError(f"The document of `{name}` is no JSON: {error}.") from error
    return document


def sources(app: Any) -> dict[str, str]:
    """Where the operations of a FastAPI application are declared, by anonymous label."""
    from fastapi import FastAPI

    from routeshift.serving import operations

    if not isinstance(app, FastAPI):
        return {}
    return {
        anonymous(f"{operation.method} {operation.path}"): str(operation.source)
        for operation in operations(app)
        if operation.source is not None
    }


_OUTSIDE = {
    "mount": "mounted apps are not asked: verify each by itself, as `module:subapp` or by its url",
    "host": "apps of a host are not asked: verify each by itself, as `module:subapp` or by its url",
    "websocket": "websockets are not asked",
    "route": "routes that no document has are not asked",
}


def outside(app: Any, document: Mapping[str, Any]) -> dict[str, str]:
    """What a FastAPI application serves that its document lacks: why it is not asked, by its place.

    Args:
        app: The application.
        document: Its document. A route may be left out of it (`include_in_schema=False`).
    """
    from fastapi import FastAPI

    from routeshift.serving import route_records

    if not isinstance(app, FastAPI):
        return {}
    documented = {anonymous(endpoint.label) for endpoint in endpoints(document)}
    found = {}
    for record in route_records(app.routes):
        if record.kind in _OUTSIDE:
            found[f"{record.kind} {record.path}"] = _OUTSIDE[record.kind]
        elif record.kind in OPERATION_KINDS and anonymous(str(record)) not in documented:
            found[str(record)] = _OUTSIDE["route"]
    return found
