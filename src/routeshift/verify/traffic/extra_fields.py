"""Body fields that a document lists under a vendor extension, and not in its schemas (P11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from routeshift.verify.cases import resolve


def show_extra_fields(document: dict[str, Any]) -> None:
    """Give the schemas of bodies the fields that an extension lists, so that they are sent too.

    Args:
        document: A document, which is changed.
    """
    for item in document.get("paths", {}).values():
        for operation in item.values():
            if isinstance(operation, dict):
                fields = dict(_fields(operation))
                body = operation.get("requestBody", {}).get("content", {}).get("application/json")
                if fields and isinstance(body, dict):
                    body["schema"] = _with(resolve(document, body.get("schema", {})), fields)


def _fields(operation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, listed in operation.items():
        if key.startswith("x-") and isinstance(listed, list):
            yield from ((f["name"], f["schema"]) for f in listed if _is_field(f))
    for key, by_name in operation.get("requestBody", {}).items():
        if key.startswith("x-") and "extra" in key and isinstance(by_name, dict):
            yield from ((name, s) for name, s in by_name.items() if isinstance(s, dict))


def _is_field(listed: Any) -> bool:
    is_object = isinstance(listed, dict) and isinstance(listed.get("schema"), dict)
    return is_object and isinstance(listed.get("name"), str)


def _with(schema: Any, fields: Mapping[str, Any]) -> Any:
    if not isinstance(schema, Mapping) or not isinstance(schema.get("properties", {}), Mapping):
        return schema
    return {**schema, "properties": {**schema.get("properties", {}), **fields}}
