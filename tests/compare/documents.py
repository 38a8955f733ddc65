"""Documents of the shapes that pydantic and FastAPI write."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
Schema = dict[str, Any]


_SCALARS: dict[str, Schema] = {
    "text": {"type": "string"},
    "count": {"type": "integer", "minimum": 0, "default": 3},
    "ratio": {"type": "number"},
    "flag": {"type": "boolean"},
    "colour": {"type": "string", "enum": ["blue", "green", "red"]},
    "kind": {"const": "plain", "type": "string"},
    "maybe": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    "short": {"type": "string", "maxLength": 8, "minLength": 2},
    "when": {"type": "string", "format": "date-time"},
    "tags": {"type": "array", "items": {"type": "string"}},
    "extra": {"type": "object", "additionalProperties": {"type": "integer"}},
    "either": {"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with one operation a component, so that the direction of an edit is known."""
    document: Document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": {}},
    }
    for side in ("Sent", "Got"):
        for number in range(draw(st.integers(1, 2))):
            _add(document, f"{side}{number}", draw)
    return document


def _add(document: Document, name: str, draw: st.DrawFn) -> None:
    schemas = document["components"]["schemas"]
    for part in (name, f"{name}Part"):
        extra = draw(st.sets(st.sampled_from(sorted(_SCALARS)), max_size=5))
        properties = {key: copy.deepcopy(_SCALARS[key]) for key in sorted(extra)}
        properties["id"] = {"type": "string"}
        properties["note"] = {"type": "string"}
        required = ["id", *sorted(draw(st.sets(st.sampled_from(sorted(extra)))) if extra else ())]
        schemas[part] = {"type": "object", "properties": properties, "required": required}
    below = draw(st.sampled_from(["plain", "list", "optional", "mapping"]))
    reference = {"$ref": f"#/components/schemas/{name}Part"}
    schemas[name]["properties"]["part"] = {
        "plain": reference,
        "list": {"type": "array", "items": reference},
        "optional": {"anyOf": [reference, {"type": "null"}]},
        "mapping": {"type": "object", "additionalProperties": reference},
    }[below]
    if draw(st.booleans()):
        loop = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
        schemas[name]["properties"]["children"] = loop
    document["paths"][f"/v1/{name.lower()}/{{key}}"] = {"post": _operation(name)}


def _operation(name: str) -> dict[str, Any]:
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    fixed = {"application/json": {"schema": {"type": "object", "properties": {}}}}
    sent = name.startswith("Sent")
    return {
        "operationId": name,
        "parameters": [
            {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10}},
        ],
        "requestBody": {"required": True, "content": body if sent else fixed},
        "responses": {
            "200": {"description": "ok", "content": fixed if sent else body},
            "404": {"description": "none"},
        },
    }


def rename_components(document: Document, names: dict[str, str]) -> Document:
    """A copy of a document in which components have other names."""
    head = "#/components/schemas/"

    def go(value: Any) -> Any:
        if isinstance(value, list):
            return [go(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {key: _reference(item) if key == "$ref" else go(item) for key, item in value.items()}

    def _reference(target: str) -> str:
        name, slash, rest = target.removeprefix(head).partition("/")
        return f"{head}{names.get(name, name)}{slash}{rest}" if target.startswith(head) else target

    found = go(document)
    schemas = (found.get("components") or {}).get("schemas")
    if schemas:
        found["components"]["schemas"] = {names.get(k, k): v for k, v in schemas.items()}
    return found
