"""Edits of operations: paths, parameters, bodies, statuses, media types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compare.documents import Document


def _operations(document: Document) -> list[dict[str, Any]]:
    return [item["post"] for item in document["paths"].values()]


def _on_operations(change: Callable[[dict[str, Any]], Any]) -> Callable[[Document], bool]:
    def apply(document: Document) -> bool:
        for operation in _operations(document):
            change(operation)
        return True

    return apply


def _parameter(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda operation: operation["parameters"].append(
        {"name": "q", "in": "query", "schema": {"type": "string"}, **fields}
    )


def _limit(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda operation: operation["parameters"][1].update(fields)


def _remove_operation(document: Document) -> bool:
    document["paths"].pop(next(iter(document["paths"])))
    return True


def _add_operation(document: Document) -> bool:
    document["paths"]["/new"] = {"get": {"responses": {"200": {"description": "ok"}}}}
    return True


def _rename_path_parameter(document: Document) -> bool:
    document["paths"] = {
        path.replace("{key}", "{other}"): item for path, item in document["paths"].items()
    }
    for operation in _operations(document):
        operation["parameters"][0]["name"] = "other"
    return True


def _slash(document: Document) -> bool:
    document["paths"] = {f"{path}/": item for path, item in document["paths"].items()}
    return True


def _prefix(document: Document) -> bool:
    document["paths"] = {f"/v2{path}": item for path, item in document["paths"].items()}
    return True


def _server_instead_of_prefix(document: Document) -> bool:
    document["servers"] = [{"url": "https://example.com/v1/"}]
    document["paths"] = {path.removeprefix("/v1"): item for path, item in document["paths"].items()}
    return True


def _path_level(document: Document) -> bool:
    for item in document["paths"].values():
        item["parameters"] = item["post"].pop("parameters")
    return True


def _secure(document: Document) -> bool:
    document["components"]["securitySchemes"] = {"b": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"b": []}]
    return True


def _media(operation: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = operation["responses"]["200"]["content"]
    return found


OPERATION_EDITS: list[tuple[str, str, Callable[[Document], bool]]] = [
    ("remove an operation", "breaking", _remove_operation),
    ("add an operation", "compatible", _add_operation),
    ("rename a path parameter", "equivalent", _rename_path_parameter),
    ("add a trailing slash", "breaking", _slash),
    ("add a prefix", "breaking", _prefix),
    ("move the prefix into the server", "equivalent", _server_instead_of_prefix),
    ("move parameters to the path", "equivalent", _path_level),
    ("demand a login", "breaking", _secure),
    ("add an optional parameter", "compatible", _on_operations(_parameter())),
    ("add a required parameter", "breaking", _on_operations(_parameter(required=True))),
    ("remove a parameter", "breaking", _on_operations(lambda one: one["parameters"].pop())),
    ("require a parameter", "breaking", _on_operations(_limit(required=True))),
    (
        "change the default of a parameter",
        "breaking",
        _on_operations(_limit(schema={"type": "integer", "default": 11})),
    ),
    (
        "let a parameter be null",
        "equivalent",
        _on_operations(
            _limit(schema={"anyOf": [{"type": "integer"}, {"type": "null"}], "default": 10})
        ),
    ),
    (
        "let a parameter be any text",
        "compatible",
        _on_operations(_limit(schema={"type": "string", "default": 10})),
    ),
    (
        "let a parameter be sent without a value",
        "compatible",
        _on_operations(_limit(allowEmptyValue=True)),
    ),
    (
        "let a parameter have reserved characters",
        "compatible",
        _on_operations(_limit(allowReserved=True)),
    ),
    ("move a parameter to a header", "breaking", _on_operations(_limit(**{"in": "header"}))),
    (
        "free the request body",
        "compatible",
        _on_operations(lambda one: one["requestBody"].pop("required")),
    ),
    ("remove the request body", "breaking", _on_operations(lambda one: one.pop("requestBody"))),
    (
        "change the success status",
        "breaking",
        _on_operations(lambda one: one["responses"].update({"201": one["responses"].pop("200")})),
    ),
    (
        "remove an error status",
        "compatible",
        _on_operations(lambda one: one["responses"].pop("404")),
    ),
    (
        "add an error status",
        "compatible",
        _on_operations(lambda one: one["responses"].update({"429": {"description": "slow"}})),
    ),
    (
        "add a media type",
        "compatible",
        _on_operations(lambda one: _media(one).update({"text/plain": {}})),
    ),
    (
        "replace a media type",
        "breaking",
        _on_operations(lambda one: _media(one).update({"text/x": _media(one).popitem()[1]})),
    ),
    (
        "remove the response's body",
        "breaking",
        _on_operations(lambda one: one["responses"]["200"].pop("content")),
    ),
    (
        "change texts and names",
        "equivalent",
        _on_operations(lambda one: one.update(operationId="x", tags=["t"], summary="s")),
    ),
]
