"""Values for schemas that no simple rule finds one for: drawn by chance, the same in every run."""

from __future__ import annotations

import itertools
import math
import random
from typing import TYPE_CHECKING, Any

from routeshift.lenient_json import listed, mapped
from routeshift.stubs import matching

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of `[a-z]+` without `[a-y]+` one draw in ten is a value. A hundred draws take some milliseconds.
_DRAWS = 100
# What is drawn for one schema has no more characters: a schema may ask for large values.
_MOST = 1_000_000
_DEPTH = 8
_LETTERS = "abcxyzABCXYZ0189 -_é"
FORMATS = {
    "date": "2024-01-31",
    "date-time": "2024-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "a@example.com",
    "idn-email": "a@example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "uri-reference": "/a",
    "iri": "https://example.com/a",
    "iri-reference": "/a",
    "uuid": "7b1d1c9e-3f0a-4c58-9d3c-2a6f1f0b9e11",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "json-pointer": "/a",
    "relative-json-pointer": "0",
    "regex": "a",
}
"""A valid text for each format that is checked."""

_KINDS = ("string", "integer", "number", "boolean", "null", "array", "object")
_FAR = 1_000
_EXACT = 2**53
# Patterns that hold beside the first, for a schema itself can have only one.
_MORE = "further patterns"


def drawn(schema: dict[str, Any]) -> Iterator[Any]:
    """Values that may be valid for a schema: whoever wants one checks it.

    Args:
        schema: A JSON Schema 2020-12 without references, whose least value is small.
    """
    # A seed of its own for each schema: what is found does not depend on what was asked before.
    draw = random.Random(0)  # noqa: S311
    size = 0
    for _ in range(_DRAWS):
        value = _value(schema, draw, 0)
        yield value
        size += len(str(value))
        if size > _MOST:
            return


def _value(schema: Any, draw: random.Random, depth: int) -> Any:
    if not isinstance(schema, dict) or depth > _DEPTH:
        return draw.choice(("x", 1, None))
    if "const" in schema:
        return schema["const"]
    if values := listed(schema, "enum"):
        return draw.choice(values)
    if parts := listed(schema, "allOf"):
        rest = {key: value for key, value in schema.items() if key != "allOf"}
        return _value(_merged(rest, *parts), draw, depth)
    for key in ("anyOf", "oneOf"):
        if branches := listed(schema, key):
            rest = {name: value for name, value in schema.items() if name != key}
            return _value(_merged(rest, draw.choice(branches)), draw, depth)
    return _of_kind(_kind(schema, draw), schema, draw, depth)


def _merged(*schemas: Any) -> dict[str, Any]:
    """Schemas that all hold as one, of which the first says what only one can say."""
    found: dict[str, Any] = {}
    for schema in schemas:
        for key, value in schema.items() if isinstance(schema, dict) else ():
            if key == "properties" and isinstance(value, dict):
                found[key] = {**value, **mapped(found, key)}
            elif key == "pattern" and key in found:
                found[_MORE] = [*found.get(_MORE, ()), value]
            elif key in ("required", "allOf") and isinstance(value, list):
                found[key] = [*listed(found, key), *value]
            else:
                found.setdefault(key, value)
    return found


def _kind(schema: dict[str, Any], draw: random.Random) -> str:
    kind = schema.get("type")
    return kind if isinstance(kind, str) else str(draw.choice(listed(schema, "type") or _KINDS))


def _of_kind(kind: str, schema: dict[str, Any], draw: random.Random, depth: int) -> Any:
    if kind == "string":
        return _text(schema, draw)
    if kind in ("integer", "number"):
        return _number(schema, draw, whole=kind == "integer")
    if kind == "boolean":
        return draw.random() < 0.5
    if kind == "array":
        return _array(schema, draw, depth)
    return _object(schema, draw, depth) if kind == "object" else None


def _text(schema: dict[str, Any], draw: random.Random) -> str:
    least, most = _sizes(schema, "Length")
    patterns = [
        one for one in (schema.get("pattern"), *listed(schema, _MORE)) if isinstance(one, str)
    ]
    if patterns:
        text = "".join(matching(one, draw) or "" for one in patterns)
        # Patterns repeat a few times; `^[a-z]+$` of twenty characters is its text, repeated.
        return text * math.ceil(least / len(text)) if text and len(text) < least else text
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    return "".join(draw.choices(_LETTERS, k=draw.randint(least, most)))


def _number(schema: dict[str, Any], draw: random.Random, *, whole: bool) -> float:
    low, high = (_bound(schema, keys) for keys in (_LOWER, _UPPER))
    if low is None:
        low = -_FAR if high is None else high - _FAR
    if high is None:
        high = low + _FAR
    found = schema.get("multipleOf")
    step = found if isinstance(found, int | float) and found > 0 else int(whole)
    # Beyond these floats have gaps: what is next to such a bound is tried by who looks at bounds.
    if max(abs(low), abs(high), step) > _EXACT:
        return low
    if not step:
        return draw.uniform(low, high)
    if max(abs(low / step), abs(high / step)) > _EXACT:
        return low
    first = math.ceil(low / step)
    return draw.randint(first, max(first, math.floor(high / step))) * step


_LOWER = ("minimum", "exclusiveMinimum")
_UPPER = ("maximum", "exclusiveMaximum")


def _bound(schema: dict[str, Any], keys: tuple[str, str]) -> float | None:
    found = [schema[key] for key in keys if isinstance(schema.get(key), int | float)]
    return (max if keys is _LOWER else min)(found, default=None)


def _sizes(schema: dict[str, Any], of: str, depth: int = 0) -> tuple[int, int]:
    least, most = (schema.get(f"{end}{of}") for end in ("min", "max"))
    low = int(least) if isinstance(least, int | float) and least > 0 else 0
    # Further down nothing is added to the least: four more at each level would multiply.
    high = low + 4 if depth < _DEPTH // 3 else low
    return low, max(low, min(int(most), high) if isinstance(most, int | float) else high)


def _array(schema: dict[str, Any], draw: random.Random, depth: int) -> list[Any]:
    leading = listed(schema, "prefixItems")
    length = max(len(leading), draw.randint(*_sizes(schema, "Items", depth)))
    items = itertools.chain(leading, itertools.repeat(schema.get("items")))
    made = [_value(item, draw, depth + 1) for item in itertools.islice(items, length)]
    if "contains" in schema:
        made[len(leading) : len(leading) + 1] = [_value(schema["contains"], draw, depth + 1)]
    return made


def _object(schema: dict[str, Any], draw: random.Random, depth: int) -> dict[str, Any]:
    properties = mapped(schema, "properties")
    required = {name for name in listed(schema, "required") if isinstance(name, str)}
    wanted = [name for name in properties if name in required or draw.random() < 0.5]
    wanted += sorted(required - properties.keys())
    more = draw.randint(*_sizes(schema, "Properties", depth)) - len(wanted)
    wanted += [f"key_{at}" for at in range(more)]
    rest = schema.get("additionalProperties")
    return {name: _value(properties.get(name, rest), draw, depth + 1) for name in wanted}
