"""Documents of the shapes that pydantic and FastAPI write, and edits of known verdict."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
Schema = dict[str, Any]


@dataclass(frozen=True)
class Edit:
    """One kind of edit, and what it must come to on the wire."""

    name: str
    verdict: str
    apply: Callable[[Document], bool]
    """Changes the document in place; False when there is nothing to change."""


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
_COMPONENT_EDITS: list[tuple[str, Callable[[str], Callable[[Document], bool]], str, str]] = [
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

_SPELLINGS: list[tuple[str, Callable[[Document], bool]]] = []


def _spelling(name: str) -> Callable[[Callable[[Document], bool]], Callable[[Document], bool]]:
    def register(function: Callable[[Document], bool]) -> Callable[[Document], bool]:
        _SPELLINGS.append((name, function))
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


_OPERATION_EDITS: list[tuple[str, str, Callable[[Document], bool]]] = [
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


def edits() -> list[Edit]:
    """Every kind of edit with its verdict."""
    found = []
    for name, make, sent, got in _COMPONENT_EDITS:
        found.append(Edit(f"{name} (request)", sent, make("Sent")))
        found.append(Edit(f"{name} (response)", got, make("Got")))
    found += [Edit(name, "equivalent", apply) for name, apply in _SPELLINGS]
    found += [Edit(name, verdict, apply) for name, verdict, apply in _OPERATION_EDITS]
    return found
