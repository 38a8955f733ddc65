"""An OpenAPI document without the parts that are not what they have to be."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from routeshift.verify.findings import escaped

Holds = Callable[[Any], bool]

# What stands below these is named by the document's author: names are no keywords.
_NAMED = frozenset(
    {"paths", "schemas", "properties", "patternProperties", "$defs", "content", "responses"}
    | {"headers", "requestBodies", "parameters", "mapping", "dependentSchemas"}
)
# What stands here is data, and may be anything.
_DATA = frozenset({"const", "default", "example", "examples", "enum", "mapping"})


def _number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def _positive(value: Any) -> bool:
    return _number(value) and value > 0


def _length(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)


def _object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _schema(value: Any) -> bool:
    return isinstance(value, Mapping | bool)


def _schemas(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_schema, value))


def _choices(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _any(*kinds: Holds) -> Holds:
    return lambda value: any(kind(value) for kind in kinds)


_KINDS: dict[str, Holds] = {
    "$ref": _text,
    "additionalProperties": _schema,
    "content": _object,
    "discriminator": _object,
    "enum": _choices,
    "examples": _any(_choices, _object),
    "format": _text,
    "items": _schema,
    "parameters": _any(_object, lambda value: isinstance(value, list)),
    "pattern": _text,
    "properties": _object,
    "propertyName": _text,
    "requestBody": _object,
    "required": _any(_texts, lambda value: isinstance(value, bool), lambda value: value == []),
    "responses": _object,
    "schema": _schema,
    "type": _any(_text, _texts),
    **dict.fromkeys(("anyOf", "oneOf", "allOf", "prefixItems"), _schemas),
    **dict.fromkeys(("minimum", "maximum"), _number),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), _number),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _length),
    "multipleOf": _positive,
}
# Where every name has to have an object, or a schema that is `true` or `false`.
_MEMBERS: dict[str, Holds] = {
    **dict.fromkeys(("schemas", "properties", "$defs"), _schema),
    **dict.fromkeys(("paths", "content", "responses"), _object),
}


def readable(document: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A document with only what can be read of it.

    Args:
        document: An OpenAPI document.

    Returns:
        The document without the parts that are of another type than they have to be, and the
        JSON pointers of those.
    """
    left_out: list[str] = []
    return _node(document, "", left_out), left_out


def _node(node: Mapping[str, Any], place: str, left_out: list[str]) -> dict[str, Any]:
    kept = {}
    for key, value in node.items():
        at = f"{place}/{escaped(key)}"
        if not _KINDS.get(key, _anything)(value):
            left_out.append(at)
        elif key in _NAMED and isinstance(value, Mapping):
            kept[key] = _members(key, value, at, left_out)
        else:
            kept[key] = value if key in _DATA else _value(value, at, left_out)
    return kept


def _members(
    kind: str, members: Mapping[str, Any], place: str, left_out: list[str]
) -> dict[str, Any]:
    kept = {}
    for name, value in members.items():
        at = f"{place}/{escaped(name)}"
        if _MEMBERS.get(kind, _anything)(value):
            kept[name] = value if kind in _DATA else _value(value, at, left_out)
        else:
            left_out.append(at)
    return kept


def _value(value: Any, place: str, left_out: list[str]) -> Any:
    if isinstance(value, Mapping):
        return _node(value, place, left_out)
    if isinstance(value, list):
        return [_value(item, f"{place}/{index}", left_out) for index, item in enumerate(value)]
    return value


def _anything(value: Any) -> bool:
    return True
