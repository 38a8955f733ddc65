"""Edits of components, with what they come to in a request and in a response."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from compare.documents import Document, Schema


def _parts(document: Document, side: str) -> list[Schema]:
    schemas = document["components"]["schemas"]
    return [schema for name, schema in schemas.items() if name.startswith(side)]


def _field(side: str, key: str, new: Any) -> Callable[[Document], bool]:
    """Replace the schema of a field wherever a part declares it."""

    def apply(document: Document) -> bool:
        done = False
        for schema in _parts(document, side):
            if key in schema["properties"]:
                changed = new(schema["properties"][key]) if callable(new) else new
                schema["properties"][key] = copy.deepcopy(changed)
                done = True
        return done

    return apply


def _each(side: str, change: Callable[[Schema], Any]) -> Callable[[Document], bool]:
    def apply(document: Document) -> bool:
        results = [change(schema) for schema in _parts(document, side)]
        return any(result is not False for result in results)

    return apply


def _declare(name: str, schema: Schema, *, required: bool) -> Callable[[Schema], None]:
    def change(owner: Schema) -> None:
        owner["properties"][name] = copy.deepcopy(schema)
        if required:
            owner["required"] = [*owner["required"], name]

    return change


def _remove(name: str) -> Callable[[Schema], None]:
    def change(owner: Schema) -> None:
        del owner["properties"][name]
        owner["required"] = [one for one in owner["required"] if one != name]

    return change


def _require(owner: Schema) -> None:
    owner["required"] = [*owner["required"], "note"]


def _free(owner: Schema) -> None:
    owner["required"] = [one for one in owner["required"] if one != "id"]


def _close(owner: Schema) -> None:
    owner["additionalProperties"] = False


_INTEGER = {"type": "integer"}
_STRING = {"type": "string"}

# name, edit of a component, verdict for what is sent, verdict for what is received
COMPONENT_EDITS: list[tuple[str, Callable[[str], Callable[[Document], bool]], str, str]] = [
    (
        "add an optional property",
        lambda side: _each(side, _declare("new", _STRING, required=False)),
        "compatible",
        "compatible",
    ),
    (
        "add a required property",
        lambda side: _each(side, _declare("new", _STRING, required=True)),
        "breaking",
        "compatible",
    ),
    ("remove a property", lambda side: _each(side, _remove("note")), "breaking", "compatible"),
    (
        "remove a required property",
        lambda side: _each(side, _remove("id")),
        "breaking",
        "breaking",
    ),
    ("require a property", lambda side: _each(side, _require), "breaking", "compatible"),
    ("free a property", lambda side: _each(side, _free), "compatible", "breaking"),
    ("close the objects", lambda side: _each(side, _close), "breaking", "compatible"),
    ("change a type", lambda side: _field(side, "note", _INTEGER), "breaking", "breaking"),
    (
        "let a property be null",
        lambda side: _field(side, "note", {"type": ["string", "null"]}),
        "compatible",
        "breaking",
    ),
    (
        "let a property not be null",
        lambda side: _field(side, "maybe", _STRING),
        "breaking",
        "compatible",
    ),
    (
        "add a listed value",
        lambda side: _field(side, "colour", lambda old: {**old, "enum": [*old["enum"], "pink"]}),
        "compatible",
        "breaking",
    ),
    (
        "remove a listed value",
        lambda side: _field(side, "colour", lambda old: {**old, "enum": old["enum"][1:]}),
        "breaking",
        "compatible",
    ),
    ("free listed values", lambda side: _field(side, "colour", _STRING), "compatible", "breaking"),
    (
        "tighten a length",
        lambda side: _field(side, "short", lambda old: {**old, "maxLength": 5}),
        "breaking",
        "compatible",
    ),
    (
        "loosen a length",
        lambda side: _field(side, "short", lambda old: {**old, "maxLength": 9}),
        "compatible",
        "breaking",
    ),
    (
        "add a pattern",
        lambda side: _field(side, "note", {"type": "string", "pattern": "^[a-c]+$"}),
        "breaking",
        "compatible",
    ),
    (
        "add a format",
        lambda side: _field(side, "note", {"type": "string", "format": "uuid"}),
        "breaking",
        "compatible",
    ),
    (
        "widen a number",
        lambda side: _field(side, "count", lambda old: {**old, "type": "number"}),
        "compatible",
        "breaking",
    ),
    (
        "narrow a number",
        lambda side: _field(side, "ratio", _INTEGER),
        "breaking",
        "compatible",
    ),
    (
        "raise a bound",
        lambda side: _field(side, "count", lambda old: {**old, "minimum": 1}),
        "breaking",
        "compatible",
    ),
    (
        "add a branch",
        lambda side: _field(
            side, "either", lambda old: {"anyOf": [*old["anyOf"], {"type": "null"}]}
        ),
        "compatible",
        "breaking",
    ),
    (
        "remove a branch",
        lambda side: _field(side, "either", lambda old: {"anyOf": old["anyOf"][:1]}),
        "breaking",
        "compatible",
    ),
    (
        "widen items",
        lambda side: _field(side, "tags", {"type": "array", "items": {}}),
        "compatible",
        "breaking",
    ),
    (
        "limit items",
        lambda side: _field(side, "tags", lambda old: {**old, "maxItems": 2}),
        "breaking",
        "compatible",
    ),
    (
        "change the values of a mapping",
        lambda side: _field(
            side, "extra", {"type": "object", "additionalProperties": {"type": "string"}}
        ),
        "breaking",
        "breaking",
    ),
    (
        "replace a constant",
        lambda side: _field(side, "kind", {"const": "other", "type": "string"}),
        "breaking",
        "breaking",
    ),
]
