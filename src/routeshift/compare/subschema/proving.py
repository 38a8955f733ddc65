"""The one module that talks to jsonschema-rs: proofs that one schema covers another.

The API for canonical schemas is called experimental, so whatever goes wrong in it counts as
"no proof", and the structural comparison decides alone. What the engines would choke on is not
asked: a library that runs out of memory takes the process along.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from routeshift.compare.subschema.drawing import drawn
from routeshift.compare.subschema.taming import MAX_TEXT, is_small_to_fill, is_tame
from routeshift.engines import answer, is_bearable

if TYPE_CHECKING:
    from collections.abc import Callable

# What is longer is not kept.
_LONG = 2_000
# The first may be one that the other side takes all the same.
_SHOWN = 3


def covers(consumer: dict[str, Any], producer: dict[str, Any]) -> bool:
    """Whether it is proven that one schema takes every value of another.

    Args:
        consumer: A JSON Schema 2020-12 without references.
        producer: Another.

    Returns:
        True only for a proof; False when it is refuted, or not known.
    """
    left, right = _text(consumer), _text(producer)
    # The same text means the same, and is what most pairs have.
    if left == right:
        return True
    # Long schemas are seldom asked about twice, and would fill the memory.
    ask = _covers if len(left) + len(right) <= _LONG else _covers.__wrapped__
    return ask(left, right)


@lru_cache(maxsize=10_000)
def _covers(consumer: str, producer: str) -> bool:
    left, right = _askable(consumer, producer)
    if left is None or right is None:
        return False
    return answer(lambda: _canonical(left).covers(_canonical(right)) == _yes(), False)


def _askable(*texts: str) -> list[Any]:
    """Schemas that the engine may be asked about; None for each when they are too much."""
    if sum(map(len, texts)) > MAX_TEXT:
        return [None] * len(texts)
    schemas = [json.loads(text) for text in texts]
    return schemas if all(map(is_tame, schemas)) else [None] * len(texts)


def _yes() -> Any:
    import jsonschema_rs

    return jsonschema_rs.canonical.Containment.YES


def _canonical(schema: Any) -> Any:
    import jsonschema_rs

    return jsonschema_rs.canonicalize(schema, draft=20, validate_formats=True)


def difference(producer: dict[str, Any], consumer: dict[str, Any]) -> list[Any]:
    """Values that one schema takes and another refuses, as far as the engine finds any.

    Args:
        producer: A JSON Schema 2020-12 without references.
        consumer: Another.

    Returns:
        Candidates, which the caller checks; often just one.
    """
    left, right = _askable(_text(producer), _text(consumer))
    if left is None or right is None:
        return []
    rest = answer(lambda: _canonical(left).subtract(_canonical(right)).to_json_schema(), None)
    return [] if rest is None else generated(rest)


def generated(schema: dict[str, Any]) -> list[Any]:
    """A few values of a schema, for those that no simple rule finds one for (patterns).

    Args:
        schema: A JSON Schema 2020-12 without references.
    """
    if len(_text(schema)) > MAX_TEXT or not is_small_to_fill(schema):
        return []
    return list(islice(filter(checker(schema), drawn(schema)), _SHOWN))


def valid(schema: dict[str, Any], value: Any) -> bool:
    """Whether a value is valid, formats included.

    Args:
        schema: A JSON Schema 2020-12; references inside it are resolved, none is fetched.
        value: A JSON value.

    Returns:
        False for an invalid value, and when that is not known.
    """
    return checker(schema)(value) is True


def checker(schema: dict[str, Any]) -> Callable[[Any], bool | None]:
    """A compiled check against one schema, for many values.

    Args:
        schema: As for `valid`.

    Returns:
        A function from a value to whether it is valid. It returns None for what is not known:
        a schema that cannot be compiled, or a value that would take too long.
    """
    text = _text(schema)
    validator = _validator(text) if len(text) <= _LONG else _compiled(text)
    definitions = schema.get("$defs", {})

    def follow(reference: str) -> Any:
        return definitions.get(reference.removeprefix("#/$defs/"))

    def check(value: Any) -> bool | None:
        if validator is None or not is_bearable(schema, value, follow):
            return None
        return answer(lambda: bool(validator.is_valid(value)), None)

    return check


def _text(schema: Any) -> str:
    return json.dumps(schema, sort_keys=True, default=str)


@lru_cache(maxsize=128)
def _validator(text: str) -> Any:
    return _compiled(text)


def _compiled(text: str) -> Any:
    import jsonschema_rs

    return answer(
        lambda: jsonschema_rs.Draft202012Validator(
            json.loads(text), validate_formats=True, offline=True
        ),
        None,
    )
