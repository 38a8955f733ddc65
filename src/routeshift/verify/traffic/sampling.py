"""Values that a JSON schema accepts, and values at its borders."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from routeshift.stubs import matching
from routeshift.verify.cases import Schema, resolve

_DEEP = 5
# No list and no text is longer, whatever a document asks for.
_LONG = 10_000
# No value has more parts, and none nests deeper: what is left out then makes it invalid.
_PARTS = 20_000
_DEEPEST = 60
_LARGEST_NUMBER = 2**63
_FORMATS: dict[str, str] = {
    "date-time": "2024-05-06T07:08:09Z",
    "date": "2024-05-06",
    "time": "07:08:09Z",
    "duration": "PT5M",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "uri": "https://example.com/a",
    "email": "a@example.com",
    "ipv4": "127.0.0.1",
    "binary": "content",
    "byte": "Y29udGVudA==",
}


class Sampler:
    """Makes values of schemas.

    Args:
        document: What references point into.
        draw: Where choices come from.
        optional: How likely an optional property is present, from 0 to 1.
    """

    def __init__(
        self, document: Mapping[str, Any], draw: random.Random, optional: float = 0.0
    ) -> None:
        self._document = document
        self._draw = draw
        self._optional = optional
        self._left = _PARTS

    def value(self, node: Any, depth: int = 0) -> Any:
        """A value that the schema accepts, as far as its keywords can be satisfied at once."""
        self._left = _PARTS if depth == 0 else self._left - 1
        if self._left < 0 or depth > _DEEPEST:
            return None
        schema = _merged(self._document, resolve(self._document, node))
        for known in ("const", "enum", "examples"):
            if schema.get(known) not in (None, []) or (known == "const" and known in schema):
                return schema[known] if known == "const" else self._draw.choice(schema[known])
        branches = schema.get("anyOf") or schema.get("oneOf")
        if branches:
            made = self._tagged(schema, self._branch(branches, depth), depth)
            return self._with_own(schema, made, depth) if "properties" in schema else made
        return _MAKERS.get(_type(schema, self._draw), Sampler._anything)(self, schema, depth)

    def _branch(self, branches: list[Any], depth: int) -> Any:
        # Otherwise the simplest branch: a sample is to be accepted, not to vary.
        if depth < _DEEP and self._optional:
            return self._draw.choice(branches)
        return min(branches, key=lambda b: _weight(resolve(self._document, b), depth))

    def _tagged(self, union: Schema, branch: Any, depth: int) -> Any:
        """A value of a branch, with the property that tells the branches apart.

        Documents call that property optional where the model has a default for it; servers need
        it all the same.
        """
        value = self.value(branch, depth + 1)
        name = resolve(self._document, union.get("discriminator")).get("propertyName")
        properties = _merged(self._document, resolve(self._document, branch)).get("properties", {})
        if isinstance(value, dict) and name in properties:
            value.setdefault(name, self.value(properties[name], depth + 1))
        return value

    def _with_own(self, schema: Schema, made: Any, depth: int) -> Any:
        """What a branch made, with the properties that stand beside the branches."""
        own = self._object(schema, depth)
        return {**made, **own} if isinstance(made, dict) else own

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        required = schema.get("required", ())
        properties = schema.get("properties", {})
        made = {
            name: self.value(node, depth + 1)
            for name, node in properties.items()
            if name in required or (depth < _DEEP and self._draw.random() < self._optional)
        }
        more = schema.get("additionalProperties")
        if isinstance(more, Mapping) and not properties and depth < _DEEP:
            made["key"] = self.value(more, depth + 1)
        return made

    def _array(self, schema: Schema, depth: int) -> list[Any]:
        count = min(schema.get("minItems", 0), _LONG)
        if depth < _DEEP:
            count = max(count, min(1 + self._draw.randrange(2), schema.get("maxItems", 2)))
        items = schema.get("prefixItems") or [schema.get("items", {})] * count
        return [self.value(item, depth + 1) for item in items]

    def _string(self, schema: Schema, depth: int) -> str:
        if schema.get("pattern"):
            found = matching(schema["pattern"], self._draw)
            if found is not None:
                return found
        if schema.get("format") in _FORMATS:
            return _FORMATS[schema["format"]]
        text = f"s{self._draw.getrandbits(12):03x}"
        text = text.ljust(min(schema.get("minLength", 0), _LONG), "x")
        return text[: schema.get("maxLength")]

    def _integer(self, schema: Schema, depth: int) -> int:
        low, high = _range(schema, 1)
        step = schema.get("multipleOf", 1)
        if max(abs(low), abs(high)) > _LARGEST_NUMBER * step:
            return int(low)
        first = math.ceil(low / step)
        return int(step * self._draw.randint(first, max(first, math.floor(high / step))))

    def _number(self, schema: Schema, depth: int) -> float:
        low, high = _range(schema, 0.25)
        if max(abs(low), abs(high)) > _LARGEST_NUMBER:
            return low
        return low + (high - low) * self._draw.randint(1, 15) / 16

    def _boolean(self, schema: Schema, depth: int) -> bool:
        return self._draw.random() < 0.5

    def _null(self, schema: Schema, depth: int) -> None:
        return None

    def _anything(self, schema: Schema, depth: int) -> Any:
        return self._draw.choice(["text", 1, True, {"key": "value"}, ["item"]])


_MAKERS: dict[str, Callable[[Sampler, Schema, int], Any]] = {
    "object": Sampler._object,
    "array": Sampler._array,
    "string": Sampler._string,
    "integer": Sampler._integer,
    "number": Sampler._number,
    "boolean": Sampler._boolean,
    "null": Sampler._null,
}


def _merged(document: Mapping[str, Any], schema: Schema, seen: set[int] | None = None) -> Schema:
    """A schema with what all of its `allOf` ask for, each of them once."""
    seen = set() if seen is None else seen
    merged = dict(schema)
    for part in merged.pop("allOf", ()):
        target = resolve(document, part)
        if id(target) in seen:
            continue
        seen.add(id(target))
        for key, value in _merged(document, target, seen).items():
            if key == "properties":
                merged[key] = {**value, **merged.get(key, {})}
            elif key == "required":
                merged[key] = [*merged.get(key, ()), *value]
            else:
                merged.setdefault(key, value)
    return merged


def _type(schema: Schema, draw: random.Random) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = draw.choice(kind)
    return kind or ("object" if "properties" in schema else "")


def _weight(schema: Schema, depth: int) -> int:
    kind = schema.get("type")
    if kind == "null":
        return 0 if depth >= _DEEP else 9
    return {"object": 2, "array": 3, None: 2}.get(kind, 1)


def _range(schema: Schema, step: float) -> tuple[float, float]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if isinstance(schema.get("exclusiveMinimum"), int | float):
        low = schema["exclusiveMinimum"] + step
    if isinstance(schema.get("exclusiveMaximum"), int | float):
        high = schema["exclusiveMaximum"] - step
    if low is None:
        low = 0 if high is None or high >= 0 else high - 50
    return low, (low + 50 if high is None else max(low, high))


def borders(document: Mapping[str, Any], node: Any) -> Iterator[tuple[str, Any]]:
    """Values at and just beyond the borders of a schema, each with its name.

    Args:
        document: What references point into.
        node: The schema.
    """
    schema = _merged(document, resolve(document, node))
    branches = [*schema.get("anyOf", ()), *schema.get("oneOf", ())] or [schema]
    for branch in branches[:8]:
        yield from _own_borders(_merged(document, resolve(document, branch)))
    yield from (("null", None), ("a string", "text"), ("a numeric string", "7"), ("a number", 7))
    yield from (("a fraction", 7.5), ("true", True), ("a list", ["a", "b"]), ("an object", {}))
    yield from (("an empty string", ""), ("an empty list", []), ("a huge number", 2**70))


def _own_borders(schema: Schema) -> Iterator[tuple[str, Any]]:
    yield from ((f"member {value!r}", value) for value in schema.get("enum", ())[:12])
    if "const" in schema:
        yield f"constant {schema['const']!r}", schema["const"]
    for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        if isinstance(schema.get(key), int | float):
            yield from ((f"{key} {step:+d}", schema[key] + step) for step in (-1, 0, 1))
    for key in ("minLength", "maxLength"):
        if isinstance(schema.get(key), int) and schema[key] < 10_000:
            lengths = (max(0, schema[key] + step) for step in (-1, 0, 1))
            yield from ((f"{key}: {length}", "x" * length) for length in lengths)
