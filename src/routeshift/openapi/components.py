"""What FastAPI leaves out of a document: error responses, stream items, registered models."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from routeshift.openapi.extra_body import add_hidden_models, body_models, list_extra_body
from routeshift.openapi.models import add_models
from routeshift.openapi.registered import registered_models
from routeshift.openapi.security import free_public

_SCHEMAS = "#/components/schemas/"
_RESPONSES = "#/components/responses/"

_ERROR_SCHEMA = {
    "type": "object",
    "title": "Error",
    "description": (
        "What went wrong: under `detail` when an operation says so, under `error.detail` when "
        "the request is not valid."
    ),
    "properties": {
        "detail": {"description": "A sentence, or the list of errors under `errors`."},
        "error": {"type": "object", "properties": {"detail": {"type": "object"}}},
    },
    "anyOf": [{"required": ["detail"]}, {"required": ["error"]}],
}
_ERROR_RESPONSES = {
    "BadRequest400": "The request is not valid, or asks for something that cannot be done.",
    "TooManyRequests429": "The client sends more requests than it may.",
    "InternalServerError500": "The server failed.",
    "DefaultError": "Any other error.",
}


def complete(document: dict[str, Any], routes: Sequence[Any]) -> dict[str, Any]:
    """Add what a document refers to and lacks, and what it has to say beyond FastAPI.

    Args:
        document: The document, which is changed.
        routes: The routes that it was made from.
    """
    # First, for it leaves references to responses that the following steps add.
    _drop_automatic_422(document)
    _add_registered(document, routes)
    add_hidden_models(_schemas(document), routes)
    _add_missing_schemas(document, routes)
    _add_error_responses(document)
    list_extra_body(document, routes)
    _drop_unshown_bodies(document, routes)
    free_public(document)
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document.get("paths", {}).values():
        yield from (value for value in item.values() if isinstance(value, dict))


def _schemas(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
    return found


def _drop_automatic_422(document: dict[str, Any]) -> None:
    """Rules S6, S7, D3: errors have one form and an invalid request is 400, whoever wrote it."""
    automatic = f"{_SCHEMAS}HTTPValidationError"
    for operation in _operations(document):
        responses = operation.get("responses", {})
        if automatic in json.dumps(responses.get("422", {})):
            del responses["422"]
            # Only where FastAPI meant a 422: a host's own routes keep what they say.
            responses.setdefault("400", {"$ref": f"{_RESPONSES}BadRequest400"})
            responses.setdefault("default", {"$ref": f"{_RESPONSES}DefaultError"})
    # A route of the host's own may still name them.
    text = json.dumps([document.get("paths"), document.get("webhooks")])
    if automatic not in text:
        for name in ("HTTPValidationError", "ValidationError"):
            if f'"{_SCHEMAS}{name}"' not in text:
                _schemas(document).pop(name, None)


def _add_registered(document: dict[str, Any], routes: Sequence[Any]) -> None:
    """Rule D6: registered models are components, also when no route refers to them."""
    packages = {module.__name__.partition(".")[0] for module in _modules(routes)}
    add_models(_schemas(document), registered_models(packages))


def _add_missing_schemas(document: dict[str, Any], routes: Sequence[Any]) -> None:
    """Rule D4: the item of a stream is a component, though no route has it as a model."""
    missing = _missing(document, _SCHEMAS, _schemas(document))
    modules = _modules(routes) if missing else []
    holders = {name: next((m for m in modules if name in vars(m)), None) for name in missing}
    add_models(_schemas(document), {n: vars(m)[n] for n, m in holders.items() if m is not None})
    for name in missing:
        # Whoever wrote the reference knows what it means; a document has to be whole.
        _schemas(document).setdefault(name, {"title": name})


def _drop_unshown_bodies(document: dict[str, Any], routes: Sequence[Any]) -> None:
    """Drop the request models of bodies that are documented as query parameters (rule P2)."""
    unshown = {
        model.__name__
        for route in routes
        if (getattr(route, "openapi_extra", None) or {}).get("requestBody", "") is None
        for model in body_models(route)
    }
    # Another operation may have the same model in its body.
    for name in unshown - {r.removeprefix(_SCHEMAS) for r in _references(document)}:
        _schemas(document).pop(name, None)


def _modules(routes: Sequence[Any]) -> list[Any]:
    """The modules that declare the routes, and those that hold their models."""
    found: dict[str, Any] = {}
    for route in routes:
        endpoint = getattr(route, "endpoint", None)
        home = getattr(endpoint, "__module__", "")
        package = home.rpartition(".")[0]
        # Models often stand beside the routes; further away nobody looks, for names are not unique.
        near = (n for n in sys.modules if n == package or n.rpartition(".")[0] == package)
        for name in (home, *sorted(near)):
            if name in sys.modules:
                found.setdefault(name, sys.modules[name])
    return list(found.values())


def _missing(document: dict[str, Any], prefix: str, present: dict[str, Any]) -> list[str]:
    return sorted(
        {
            reference.removeprefix(prefix)
            for reference in _references(document)
            if reference.startswith(prefix) and reference.removeprefix(prefix) not in present
        }
    )


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str):
            yield reference
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _add_error_responses(document: dict[str, Any]) -> None:
    present = document.setdefault("components", {}).setdefault("responses", {})
    for name in _missing(document, _RESPONSES, present):
        if name in _ERROR_RESPONSES:
            present[name] = {
                "description": _ERROR_RESPONSES[name],
                "content": {"application/json": {"schema": _ERROR_SCHEMA}},
            }
    for part in ("responses", "schemas"):
        if not document["components"].get(part):
            document["components"].pop(part, None)
