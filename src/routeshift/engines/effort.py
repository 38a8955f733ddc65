"""How many steps a validator would take: one that has no memory takes exponentially many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.lenient_json import listed, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MOST = 200_000
"""How many schemas a validator may be asked to hold against the parts of one value."""

_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLES = ("not", "if", "then", "else")


def is_bearable(schema: Any, value: Any, follow: Callable[[str], Any]) -> bool:
    """Whether a validator would be done with a value in bearable time.

    Args:
        schema: A JSON Schema.
        value: A JSON value.
        follow: From a `$ref` to the schema that it names; a schema, or None for none.

    Returns:
        False for more than `MOST` steps, and for a schema that is applied to itself without
        going down in the value: validators answer that in as many ways as there are.
    """
    try:
        return _Steps(follow).of(schema, value) <= MOST
    except (_EndlessError, RecursionError):
        return False


class _EndlessError(Exception):
    pass


class _Steps:
    """Counts, with a memory, what is done without one."""

    def __init__(self, follow: Callable[[str], Any]) -> None:
        self._follow = follow
        self._known: dict[tuple[int, int], int] = {}
        self._open: set[tuple[int, int]] = set()

    def of(self, schema: Any, value: Any) -> int:
        if not isinstance(schema, dict):
            return 1
        # By identity: both live as long as the count.
        key = (id(schema), id(value))
        if key in self._known:
            return self._known[key]
        if key in self._open:
            raise _EndlessError
        self._open.add(key)
        steps = 1 + sum(self.of(*pair) for pair in self._pairs(schema, value))
        self._open.discard(key)
        if "unevaluatedProperties" in schema or "unevaluatedItems" in schema:
            # For these a validator evaluates all that is beside them once more.
            steps *= 2
        found = self._known[key] = min(steps, MOST + 1)
        return found

    def _pairs(self, schema: Mapping[str, Any], value: Any) -> Iterator[tuple[Any, Any]]:
        for key in _LISTS:
            yield from ((one, value) for one in listed(schema, key))
        yield from ((schema[key], value) for key in _SINGLES if key in schema)
        yield from ((one, value) for one in mapped(schema, "dependentSchemas").values())
        if isinstance(schema.get("$ref"), str):
            yield self._follow(schema["$ref"]), value
        if isinstance(value, dict):
            yield from _members(schema, value)
        elif isinstance(value, list):
            yield from _items(schema, value)


def _members(schema: Mapping[str, Any], value: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    declared = mapped(schema, "properties")
    patterns = mapped(schema, "patternProperties").values()
    for name, item in value.items():
        if name in declared:
            yield declared[name], item
        else:
            yield schema.get("additionalProperties"), item
            yield schema.get("unevaluatedProperties"), item
        yield from ((one, item) for one in patterns)


def _items(schema: Mapping[str, Any], value: list[Any]) -> Iterator[tuple[Any, Any]]:
    leading = listed(schema, "prefixItems")
    yield from zip(leading, value, strict=False)
    for item in value[len(leading) :]:
        yield schema.get("items"), item
        yield schema.get("unevaluatedItems"), item
    yield from ((schema["contains"], item) for item in value if "contains" in schema)
