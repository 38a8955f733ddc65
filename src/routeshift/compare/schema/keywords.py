"""The keywords of one schema object in the words of JSON Schema 2020-12, whatever wrote it."""

from __future__ import annotations

from typing import Any

APPLICATORS = ("$ref", "allOf", "anyOf", "oneOf")
"""Keywords that combine other schemas; the normal form has none of them left."""

TYPES = ("null", "boolean", "number", "string", "array", "object")
"""The types of the normal form; an integer is a constrained number."""

TEXTUAL = ("number", "boolean")
"""Types that any text takes, where values travel as text."""

KEYWORDS_OF: dict[str, tuple[str, ...]] = {
    "null": (),
    "boolean": (),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "string": (
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "contentEncoding",
        "contentMediaType",
    ),
    "array": ("minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains"),
    "object": ("minProperties", "maxProperties"),
}
"""Assertions without subschemas, by the type that they say something about."""

OPAQUE = (
    "not",
    "if",
    "then",
    "else",
    "contains",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "propertyNames",
    "unevaluatedItems",
    "contentSchema",
    "$dynamicRef",
)
"""Assertions that are compared as a whole, by the proving engine or not at all."""

ASSERTED_FORMATS = frozenset(
    (
        *("date", "date-time", "time", "duration", "email", "idn-email", "hostname"),
        *("idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference"),
        *("uuid", "regex", "json-pointer", "relative-json-pointer"),
    )
)
"""Formats that a server checks; the others only describe."""


def stands_alone(keyword: str, value: Any) -> bool:
    """Whether an assertion can be proven by itself: `contains` cannot when it refers elsewhere.

    Args:
        keyword: The keyword.
        value: What it holds.

    Returns:
        True for everything but a `contains` with a reference in it.
    """
    return keyword != "contains" or "'$ref'" not in str(value)


# Generators write these out, or leave them out: both mean nothing.
_EMPTY_BOUNDS = {
    "minLength": 0,
    "minItems": 0,
    "minProperties": 0,
    "uniqueItems": False,
}


def adapted(schema: dict[str, Any], *, nullable: bool) -> dict[str, Any]:
    """One schema object with every known spelling turned into one.

    Args:
        schema: The object as it stands in a document.
        nullable: Whether the 3.0 keywords count (`nullable`, boolean exclusive bounds).

    Returns:
        A new dict: `type` is a list when present, `const` is an `enum`, empty bounds
        and descriptive formats are gone. Subschemas are the same objects as before.
    """
    found = dict(schema)
    if nullable:
        _from_30(found)
    # A leftover of 3.0 in a later document says nothing; generators leave it beside `anyOf`.
    found.pop("nullable", None)
    _one_spelling(found)
    return found


def _from_30(schema: dict[str, Any]) -> None:
    for bound, exclusive in (
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ):
        # In 3.0 it is a boolean that speaks of the bound beside it.
        excluded = schema.pop(exclusive) if isinstance(schema.get(exclusive), bool) else False
        if excluded and bound in schema:
            schema[exclusive] = schema.pop(bound)
    if schema.pop("nullable", False) is True:
        _add_null(schema)


def _add_null(schema: dict[str, Any]) -> None:
    kind = schema.get("type")
    if kind is not None:
        schema["type"] = [*(kind if isinstance(kind, list) else [kind]), "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    # `nullable` beside a reference: there is no type here to which null could be added.
    if kind is None and any(key in schema for key in APPLICATORS):
        combined = {key: schema.pop(key) for key in APPLICATORS if key in schema}
        schema["anyOf"] = [combined, {"type": "null"}]


def _one_spelling(schema: dict[str, Any]) -> None:
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"]]
    if "const" in schema:
        constant = [schema.pop("const")]
        listed = schema.get("enum")
        schema["enum"] = constant if not isinstance(listed, list) or constant[0] in listed else []
    for keyword, empty in _EMPTY_BOUNDS.items():
        if schema.get(keyword) == empty:
            schema.pop(keyword, None)
    _one_binary(schema)
    _integer_bounds(schema)


def _one_binary(schema: dict[str, Any]) -> None:
    written = schema.get("format")
    if written == "binary":
        schema["contentMediaType"] = "application/octet-stream"
    elif written in ("byte", "base64"):
        schema.setdefault("contentEncoding", "base64")
    if isinstance(written, str) and written not in ASSERTED_FORMATS:
        schema.pop("format")


def _integer_bounds(schema: dict[str, Any]) -> None:
    # Only for integers is `> 3` the same as `>= 4`.
    if schema.get("type") != ["integer"]:
        return
    for exclusive, bound, step in (
        ("exclusiveMinimum", "minimum", 1),
        ("exclusiveMaximum", "maximum", -1),
    ):
        value = schema.get(exclusive)
        if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
            schema.pop(exclusive)
            bounds = [int(value) + step, *_known(schema.get(bound))]
            schema[bound] = max(bounds) if step > 0 else min(bounds)


def _known(bound: Any) -> list[float]:
    return [bound] if isinstance(bound, int | float) else []
