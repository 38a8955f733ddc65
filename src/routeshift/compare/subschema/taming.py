"""What the schema engines may be asked: they are fast on what people write, and unbounded.

One of them brings schemas into a normal form, which may be exponentially larger; the other
makes values, as large as a schema wants them. Neither can be stopped. So what a schema would
come to is estimated here first, never too low, and what is too much counts as "not known".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.engines import written_out
from routeshift.lenient_json import listed, mapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_TEXT = 20_000
"""How long the schemas of one question may be together, as JSON."""

MAX_FORM = 100
"""How many alternatives the normal form of a schema may have, by the estimate."""

MAX_VALUE = 100_000
"""How large the least value of a schema may be, in characters or items, by the estimate."""

_MAX_LISTED = 500
_MAX_PATTERN = 500
_MAX_ITEMS = 200
_MAX_DEPTH = 60
# Where counting ends: sums and products beyond it would be numbers of a thousand digits.
_MUCH = 10**9
_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLES = (
    *("items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "not"),
    *("if", "then", "else", "contains", "propertyNames", "contentSchema"),
)


def is_tame(schema: Any) -> bool:
    """Whether a schema may be brought into normal form.

    Args:
        schema: A JSON Schema without references.

    Returns:
        True when all of its parts are small, and so are the alternatives that they unfold into.
    """
    return all(_is_small(one) and _ways(one) <= MAX_FORM for one in _parts(schema, 0))


def is_small_to_fill(schema: Any) -> bool:
    """Whether the least value of a schema is small enough to be made.

    Args:
        schema: A JSON Schema without references.

    Returns:
        False for a value of more than `MAX_VALUE` characters or items, or when that is not known.
    """
    return all(map(_is_small, _parts(schema, 0))) and _least(schema) <= MAX_VALUE


def _parts(schema: Any, depth: int) -> Iterator[Any]:
    """A schema and all below it; None for what is too deep."""
    if not isinstance(schema, dict):
        return
    if depth > _MAX_DEPTH:
        yield None
        return
    yield schema
    for below in _below(schema):
        yield from _parts(below, depth + 1)


def _below(schema: dict[str, Any]) -> Iterator[Any]:
    for key in _MAPS:
        yield from mapped(schema, key).values()
    for key in _LISTS:
        yield from listed(schema, key)
    yield from (schema[key] for key in _SINGLES if key in schema)


def _is_small(schema: dict[str, Any] | None) -> bool:
    if schema is None or len(listed(schema, "enum")) > _MAX_LISTED:
        return False
    if schema.get("uniqueItems") is True and _size(schema, "minItems") > _MAX_ITEMS:
        return False
    patterns = [schema.get("pattern"), *mapped(schema, "patternProperties")]
    return all(not isinstance(one, str) or written_out(one) <= _MAX_PATTERN for one in patterns)


def _ways(schema: Any) -> int:
    """How many alternatives a schema unfolds into."""
    if not isinstance(schema, dict):
        return 1
    ways = _product(map(_ways, listed(schema, "allOf")))
    for key in ("anyOf", "oneOf"):
        if options := listed(schema, key):
            ways = _capped(ways * sum(map(_ways, options)))
    # Just one of several: each way of it comes with a refusal of all the others.
    if options := listed(schema, "oneOf"):
        ways = _capped(ways * _product(map(_refusals, options[1:])))
    if "not" in schema:
        ways = _capped(ways * _refusals(schema["not"]))
    if "if" in schema:
        then, otherwise = _ways(schema.get("then")), _ways(schema.get("else"))
        first = _ways(schema["if"]) * then + _refusals(schema["if"]) * otherwise
        ways = _capped(ways * first)
    return ways


def _refusals(schema: Any) -> int:
    """How many alternatives its negation unfolds into: one for each assertion, at least."""
    if not isinstance(schema, dict):
        return 1
    found = len(schema) + len(listed(schema, "required")) + len(mapped(schema, "properties"))
    found += sum(map(_refusals, listed(schema, "allOf")))
    for key in ("anyOf", "oneOf"):
        if options := listed(schema, key):
            found += _product(map(_refusals, options))
    if options := listed(schema, "oneOf"):
        found += sum(map(_ways, options)) ** 2
    if "not" in schema:
        found += _ways(schema["not"])
    if "if" in schema:
        then, otherwise = _refusals(schema.get("then")), _refusals(schema.get("else"))
        found += _ways(schema["if"]) * then + _refusals(schema["if"]) * otherwise
    return _capped(found)


def _least(schema: Any) -> int:
    """The size of the least value of a schema, at most."""
    if not isinstance(schema, dict):
        return 1
    pattern = schema.get("pattern")
    found = 1 + _size(schema, "minLength") + _size(schema, "minProperties")
    found += written_out(pattern) if isinstance(pattern, str) else 0
    items = max(_least(schema.get("items")), _least(schema.get("contains")))
    found += (_size(schema, "minItems") + _size(schema, "minContains")) * items
    for one in (*mapped(schema, "properties").values(), *_in_place(schema)):
        found += _least(one)
    return _capped(found)


def _in_place(schema: dict[str, Any]) -> Iterator[Any]:
    for key in _LISTS:
        yield from listed(schema, key)
    yield from (schema[key] for key in ("not", "if", "then", "else") if key in schema)
    yield from mapped(schema, "dependentSchemas").values()


def _size(schema: dict[str, Any], key: str) -> int:
    found = schema.get(key)
    return int(min(max(found, 0), _MUCH)) if isinstance(found, int | float) else 0


def _product(numbers: Iterable[int]) -> int:
    found = 1
    for number in numbers:
        found = _capped(found * number)
    return found


def _capped(number: int) -> int:
    return min(number, _MUCH)
