"""The one module that talks to jsonschema-rs: proofs that one schema covers another.

The API for canonical schemas is called experimental, so whatever goes wrong in it counts as
"no proof", and the structural comparison decides alone.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 20_000


def covers(consumer: dict[str, Any], producer: dict[str, Any]) -> bool:
    """Whether it is proven that one schema takes every value of another.

    Args:
        consumer: A JSON Schema 2020-12 without references.
        producer: Another.

    Returns:
        True only for a proof; False when it is refuted, or not known.
    """
    left = json.dumps(consumer, sort_keys=True, default=str)
    right = json.dumps(producer, sort_keys=True, default=str)
    return left == right or _covers(left, right)


@lru_cache(maxsize=10_000)
def _covers(consumer: str, producer: str) -> bool:
    import jsonschema_rs

    if len(consumer) + len(producer) > _LONGEST:
        return False
    try:
        left = _canonical(consumer)
        right = _canonical(producer)
        return bool(left.covers(right) == jsonschema_rs.canonical.Containment.YES)
    except Exception:  # the engine is experimental: any failure of it is "not proven"
        return False


def _canonical(text: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.canonicalize(json.loads(text), draft=20, validate_formats=True)


def difference(producer: dict[str, Any], consumer: dict[str, Any]) -> list[Any]:
    """Values that one schema takes and another refuses, as far as the engine finds any.

    Args:
        producer: A JSON Schema 2020-12 without references.
        consumer: Another.

    Returns:
        Candidates, which the caller checks; often just one.
    """
    try:
        return _difference(producer, consumer)
    except Exception:  # as above: no candidate is an honest answer
        return []


def _difference(producer: dict[str, Any], consumer: dict[str, Any]) -> list[Any]:
    import jsoncompat

    left, right = json.dumps(producer), json.dumps(consumer)
    if len(left) + len(right) > _LONGEST:
        return []
    remaining = _canonical(left).subtract(_canonical(right)).to_json_schema()
    return [json.loads(jsoncompat.generate_value(json.dumps(remaining), 4))]


def generated(schema: dict[str, Any]) -> list[Any]:
    """A value for a schema, for those that no simple rule finds one for (patterns).

    Args:
        schema: A JSON Schema 2020-12 without references.

    Returns:
        One candidate, or none.
    """
    import jsoncompat

    try:
        return [json.loads(jsoncompat.generate_value(json.dumps(schema), 4))]
    except Exception:  # a pattern that the generator cannot read has no candidate
        return []


def valid(schema: dict[str, Any], value: Any) -> bool:
    """Whether a value is valid, formats included.

    Args:
        schema: A JSON Schema 2020-12; references inside it are resolved, none is fetched.
        value: A JSON value.

    Returns:
        False for an invalid value and for a schema that cannot be compiled.
    """
    validator = _validator(json.dumps(schema, sort_keys=True, default=str))
    return validator is not None and bool(validator.is_valid(value))


def checker(schema: dict[str, Any]) -> Callable[[Any], bool]:
    """A compiled check against one schema, for many values.

    Args:
        schema: As for `valid`.

    Returns:
        A function from a value to whether it is valid.
    """
    validator = _validator(json.dumps(schema, sort_keys=True, default=str))
    return (lambda _: False) if validator is None else validator.is_valid


@lru_cache(maxsize=2_000)
def _validator(text: str) -> Any:
    import jsonschema_rs

    try:
        return jsonschema_rs.Draft202012Validator(
            json.loads(text), validate_formats=True, offline=True
        )
    except Exception:  # a pattern or reference that it refuses: nothing can be validated
        return None
