"""Spellings of one meaning that pydantic and FastAPI have produced."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from compare.documents import Document, Schema, rename_components

SPELLINGS: list[tuple[str, Callable[[Document], bool]]] = []


def _spelling(name: str) -> Callable[[Callable[[Document], bool]], Callable[[Document], bool]]:
    def register(function: Callable[[Document], bool]) -> Callable[[Document], bool]:
        SPELLINGS.append((name, function))
        return function

    return register


def _everywhere(document: Document, change: Callable[[Schema], Schema]) -> bool:
    """Rewrite every schema below the components, innermost first."""
    before = copy.deepcopy(document["components"])

    def go(schema: Any) -> Any:
        if not isinstance(schema, dict):
            return schema
        found = dict(schema)
        for key in ("anyOf", "allOf", "oneOf"):
            if key in found:
                found[key] = [go(item) for item in found[key]]
        for key in ("items", "additionalProperties"):
            if key in found:
                found[key] = go(found[key])
        if "properties" in found:
            found["properties"] = {key: go(item) for key, item in found["properties"].items()}
        return change(found)

    schemas = document["components"]["schemas"]
    for name in schemas:
        schemas[name] = go(schemas[name])
    return bool(before != document["components"])


@_spelling("null in a type list")
def _type_list(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        union = schema.get("anyOf", [])
        if len(union) == 2 and union[1] == {"type": "null"} and set(union[0]) == {"type"}:
            return {"type": [union[0]["type"], "null"]}
        return schema

    return _everywhere(document, change)


@_spelling("a constant as a list of one")
def _constant(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        if "const" in schema:
            return {"type": "string", "enum": [schema["const"]]}
        return schema

    return _everywhere(document, change)


@_spelling("a reference in allOf")
def _all_of(document: Document) -> bool:
    return _everywhere(document, lambda one: {"allOf": [one]} if "$ref" in one else one)


@_spelling("additionalProperties true")
def _open(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        if "properties" in schema and "additionalProperties" not in schema:
            return {**schema, "additionalProperties": True}
        return schema

    return _everywhere(document, change)


@_spelling("listed values in another order")
def _order(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        return {**schema, "enum": schema["enum"][::-1]} if "enum" in schema else schema

    return _everywhere(document, change)


@_spelling("doubled and nested branches")
def _nested(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        union = schema.get("anyOf")
        return {"anyOf": [{"anyOf": union}, union[0]]} if union else schema

    return _everywhere(document, change)


@_spelling("oneOf for anyOf")
def _one_of(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        return {"oneOf": schema["anyOf"]} if "anyOf" in schema else schema

    return _everywhere(document, change)


@_spelling("a lower bound spelled as exclusive")
def _exclusive(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        if schema.get("type") == "integer" and schema.get("minimum") == 0:
            rest = {key: value for key, value in schema.items() if key != "minimum"}
            return {**rest, "exclusiveMinimum": -1}
        return schema

    return _everywhere(document, change)


@_spelling("an empty bound")
def _empty(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        return {**schema, "minLength": 0} if schema == {"type": "string"} else schema

    return _everywhere(document, change)


@_spelling("a null default")
def _null_default(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        return {**schema, "default": None} if "anyOf" in schema else schema

    return _everywhere(document, change)


@_spelling("titles and descriptions")
def _titles(document: Document) -> bool:
    return _everywhere(document, lambda one: {**one, "title": "T", "description": "D"})


@_spelling("renamed components")
def _renamed(document: Document) -> bool:
    names = {name: f"{name}-Output" for name in document["components"]["schemas"]}
    text = copy.deepcopy(document)
    document.clear()
    document.update(rename_components(text, names))
    return True


@_spelling("inlined components")
def _inlined(document: Document) -> bool:
    schemas = document["components"]["schemas"]
    parts = {name: schema for name, schema in schemas.items() if name.endswith("Part")}

    def change(schema: Schema) -> Schema:
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        return copy.deepcopy(parts[name]) if name in parts else schema

    return _everywhere(document, change)


@_spelling("aliases of components")
def _aliases(document: Document) -> bool:
    schemas = document["components"]["schemas"]
    for name in list(schemas):
        schemas[f"{name}Itself"] = schemas[name]
        schemas[name] = {"$ref": f"#/components/schemas/{name}Itself"}
    return True


@_spelling("the 3.0 dialect")
def _dialect(document: Document) -> bool:
    def change(schema: Schema) -> Schema:
        union = schema.get("anyOf", [])
        if len(union) == 2 and union[1] == {"type": "null"}:
            inner = union[0] if "$ref" not in union[0] else {"allOf": [union[0]]}
            return {**inner, "nullable": True}
        if "const" in schema:
            return {"type": "string", "enum": [schema["const"]]}
        return schema

    document["openapi"] = "3.0.3"
    _everywhere(document, change)
    return True
