"""The document of an app that serves both kinds, where FastAPI has its own."""

from __future__ import annotations

import copy
from typing import Any

from fastapi import FastAPI

from routeshift.openapi import build, complete
from routeshift.serving import route_contexts

# So that mounting twice does not wrap our own function.
_OURS = "__routeshift_document__"
# What FastAPI's `get_openapi` takes of what an app says of itself, and how the app calls it; some
# versions do not have all of it.
_OF_APP = {
    "title": "title",
    "version": "version",
    "openapi_version": "openapi_version",
    "summary": "summary",
    "description": "description",
    "terms_of_service": "terms_of_service",
    "contact": "contact",
    "license_info": "license_info",
    "servers": "servers",
    "tags": "openapi_tags",
    "external_docs": "openapi_external_docs",
    "separate_input_output_schemas": "separate_input_output_schemas",
}


def document_both_kinds(app: FastAPI) -> None:
    """Make `app.openapi()` document both kinds, and again when routes were added.

    A function that the host has put there still makes the document; what its routes refer to is
    added to it.

    Args:
        app: The app.
    """
    app.openapi_schema = None
    # Only what was set on this app: the class has a method of that name in any case.
    theirs: Any = app.__dict__.get("openapi")
    if getattr(theirs, _OURS, False):
        return
    made_for: Any = None

    def openapi() -> dict[str, Any]:
        nonlocal made_for
        version = _version(app)
        # FastAPI remembers the document for good, also when a router is included later.
        if app.openapi_schema is None or made_for != version:
            app.openapi_schema = None
            made = app_document(app) if theirs is None else completed(app, theirs())
            app.openapi_schema, made_for = made, version
        return app.openapi_schema

    openapi.__dict__[_OURS] = True
    app.openapi = openapi  # type: ignore[method-assign]


def app_document(app: FastAPI) -> dict[str, Any]:
    """The document of an app into which APIs are mounted, with its own title and routes.

    Args:
        app: The app.
    """
    said = {name: getattr(app, of) for name, of in _OF_APP.items() if hasattr(app, of)}
    return build(app.router.routes, webhooks=app.webhooks.routes, **said)


def completed(app: FastAPI, made: dict[str, Any]) -> dict[str, Any]:
    """A document that the host made of the app's routes, with all that they refer to.

    Args:
        app: The app.
        made: The document; it stays as it is.
    """
    return complete(copy.deepcopy(made), list(route_contexts(app.router.routes)))


def _version(app: FastAPI) -> Any:
    """What changes when routes are added, where FastAPI looks at it too."""
    version = getattr(app.router, "_get_routes_version", None)
    return None if version is None else version()
