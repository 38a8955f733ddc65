"""Apps of one legacy API, for tests that state a rule."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from routeshift import mount
from routeshift.discovery import api_of
from routeshift.openapi import document


def client_of(protocol: type, impl: Any, **options: Any) -> TestClient:
    """A client of an app that serves one legacy API.

    Args:
        protocol: The API.
        impl: Its implementation.
        options: Further arguments of `mount`.
    """
    app = FastAPI()
    mount(app, [api_of(protocol, "it")], {"it": impl}, **options)
    return TestClient(app, raise_server_exceptions=False)


def document_of(protocol: type) -> dict[str, Any]:
    """The document of one legacy API."""
    return document([api_of(protocol, "it")])


def operation_of(protocol: type, method: str, path: str) -> dict[str, Any]:
    """One operation of the document of a legacy API."""
    found: dict[str, Any] = document_of(protocol)["paths"][path][method]
    return found
