"""Small documents for the tests of the comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases" / "fastapi"
PEER = Path(__file__).parents[3] / "shared" / "compare-cases" / "oasdiff"


def document(
    *,
    sent: Any = None,
    got: Any = None,
    version: str = "3.1.0",
    path: str = "/items",
    method: str = "post",
    operation: dict[str, Any] | None = None,
    **top: Any,
) -> dict[str, Any]:
    """A document with one operation.

    Args:
        sent: The schema of the request body, if there is one.
        got: The schema of the response, if it has a body.
        version: The version of OpenAPI.
        path: The path.
        method: The method, lower case.
        operation: More of the operation.
        top: More of the document; `schemas` are its component schemas.
    """
    response: dict[str, Any] = {"description": "ok"}
    if got is not None:
        response["content"] = {"application/json": {"schema": got}}
    data: dict[str, Any] = {"responses": {"200": response}, **(operation or {})}
    if sent is not None:
        data["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": sent}},
        }
    found = {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "paths": {path: {method: data}},
    }
    if "schemas" in top:
        found["components"] = {"schemas": top.pop("schemas")}
    return {**found, **top}


def reference(name: str) -> dict[str, str]:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}
