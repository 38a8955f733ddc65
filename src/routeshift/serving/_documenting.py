"""The document of an app that serves both kinds, where FastAPI has its own."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

_OURS = "__routeshift_document__"


def document_both_kinds(app: FastAPI) -> None:
    """Make `app.openapi()` document both kinds, and again when routes were added.

    A function that the host has put there still makes the document; what its routes refer to is
    added to it.

    Args:
        app: The app.
    """
    app.openapi_schema = None
    theirs: Any = app.__dict__.get("openapi")
    if getattr(theirs, _OURS, False):
        return
    made_for: Any = None

    def openapi() -> dict[str, Any]:
        # The document's modules build on those of this package.
        from routeshift.openapi import app_document, completed

        nonlocal made_for
        version = _version(app)
        if app.openapi_schema is None or made_for != version:
            app.openapi_schema = None
            made = app_document(app) if theirs is None else completed(app, theirs())
            app.openapi_schema, made_for = made, version
        return app.openapi_schema

    openapi.__dict__[_OURS] = True
    app.openapi = openapi  # type: ignore[method-assign]


def _version(app: FastAPI) -> Any:
    """What changes when routes are added, where FastAPI looks at it too."""
    version = getattr(app.router, "_get_routes_version", None)
    return None if version is None else version()
