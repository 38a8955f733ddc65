"""JSON values: what is equal in JSON Schema, and of which type a value is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

# Beyond this, halves are no numbers of their own.
_EXACT = 2**52


def canonical(value: Any) -> str:
    """A JSON value as text, the same for values that JSON Schema holds equal."""
    return json.dumps(_normal(value), sort_keys=True, default=str)


def _normal(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_normal(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _normal(item) for key, item in value.items()}
    return value


def kind_of(value: Any) -> str:
    """The type, in the normal form, of a JSON value."""
    if value is None:
        return "null"
    # Before numbers: in Python a boolean is one.
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def written_size(value: Any) -> int:
    """How many characters a value has as JSON."""
    if isinstance(value, str):
        # Near enough for a limit, and without writing out a long text.
        return len(value) + 2
    return len(json.dumps(value, ensure_ascii=False, default=str))


def around(bound: float) -> Iterator[float]:
    """A number, and those next to it."""
    yield bound
    yield from (bound + 1, bound - 1)
    if abs(bound) < _EXACT:
        yield from (bound + 0.5, bound - 0.5)
