"""Checking a witness by validators that the comparison itself does not use."""

from __future__ import annotations

from typing import Any

import jsonschema

from routeshift.compare import Finding


def assert_shown(old: dict[str, Any], new: dict[str, Any], found: Finding) -> None:
    """The side that is said to accept a witness accepts it, and the other refuses it.

    The schema is taken from the document by the finding's own words, and validated as the
    document has it, by python-jsonschema.
    """
    assert found.witness is not None
    sides = {"old": old, "new": new}
    sides = {side: _one_way(one, found.direction) for side, one in sides.items()}
    schemas = {side: _schema(document, found) for side, document in sides.items()}
    accepting, refusing = found.witness.accepted_by, found.witness.refused_by
    payload = found.witness.payload
    assert _valid(sides[accepting], schemas[accepting], payload), (found.message, payload)
    assert not _valid(sides[refusing], schemas[refusing], payload), (found.message, payload)


def _valid(document: dict[str, Any], schema: Any, payload: Any) -> bool:
    whole = {"allOf": [_dialect(document, schema)], "components": _components(document)}
    checker = jsonschema.Draft202012Validator(
        whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return bool(checker.is_valid(payload))


def _one_way(value: Any, direction: str) -> Any:
    """A document without the properties that do not travel in a direction."""
    if isinstance(value, list):
        return [_one_way(item, direction) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _one_way(item, direction) for key, item in value.items()}
    word = "readOnly" if direction == "request" else "writeOnly"
    properties = found.get("properties")
    if isinstance(properties, dict):
        still = [key for key, one in properties.items() if isinstance(one, dict) and one.get(word)]
        found["properties"] = {key: one for key, one in properties.items() if key not in still}
        if isinstance(found.get("required"), list):
            found["required"] = [key for key in found["required"] if key not in still]
    return found


def _components(document: dict[str, Any]) -> dict[str, Any]:
    return dict(_dialect(document, {"components": document.get("components", {})})["components"])


def _dialect(document: dict[str, Any], value: Any) -> Any:
    """A 3.0 schema as JSON Schema: `nullable` becomes a union with null."""
    if isinstance(value, list):
        return [_dialect(document, item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _dialect(document, item) for key, item in value.items()}
    if document["openapi"].startswith("3.0") and found.pop("nullable", False) is True:
        return {"anyOf": [found, {"type": "null"}]}
    return found


def _schema(document: dict[str, Any], found: Finding) -> Any:
    """The schema object that a finding's witness is about."""
    method, _, path = found.witness.carrier.rpartition(" of ")[2].partition(" ")
    operation = _operation(document, method, path)
    words = found.place.part.split(" ")
    if words[1] == "parameter":
        return _parameter(document, operation, words[0], words[2])
    if words[0] == "request":
        return _deref(document, operation["requestBody"])["content"][words[2]].get("schema", {})
    response = _deref(document, operation["responses"][words[1]])
    return response["content"][words[2]].get("schema", {})


def _operation(document: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    for template, item in document["paths"].items():
        if _nameless(template) == _nameless(path):
            return {"parameters": item.get("parameters", []), **item[method.lower()]}
    raise LookupError(path)


def _nameless(path: str) -> list[str]:
    return ["{}" if part.startswith("{") else part for part in path.strip("/").split("/")]


def _parameter(document: dict[str, Any], operation: dict[str, Any], place: str, name: str) -> Any:
    parameters = [_deref(document, one) for one in operation["parameters"]]
    found = next(one for one in parameters if one["in"] == place and one["name"] == name)
    if "content" in found:
        return next(iter(found["content"].values())).get("schema", {})
    return found.get("schema", {})


def _deref(document: dict[str, Any], value: Any) -> Any:
    while "$ref" in value:
        found: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        value = found
    return value
