"""Values that a document gives for what is secret by its name: defaults, examples, constants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from routeshift.redaction import Redaction

_ONE = ("default", "example", "const")
_SEVERAL = ("examples", "enum")


def learn_values(hiding: Redaction, data: Any) -> None:
    """Hide the values of fields and parameters that a redaction lists, wherever they stand.

    Only of those that it lists: of a name that sounds like a secret, as `sort_key`, the values are
    words that stand everywhere.

    Args:
        hiding: The redaction.
        data: A document.
    """
    for name, described in _named(data):
        if hiding.lists(name):
            for value in _values(described):
                hiding.learn(name, value)


def _named(data: Any) -> Iterator[tuple[str, Any]]:
    """Every field and parameter in a document, with what it says of it."""
    if isinstance(data, list):
        for inner in data:
            yield from _named(inner)
    if not isinstance(data, dict):
        return
    fields = data.get("properties")
    if isinstance(fields, dict):
        yield from ((str(name), described) for name, described in fields.items())
    if isinstance(data.get("name"), str) and "in" in data:
        yield data["name"], data
    for inner in data.values():
        yield from _named(inner)


def _values(described: Any) -> Iterator[str]:
    """The texts that are given for a field or parameter, in whatever depth."""
    if isinstance(described, list):
        for inner in described:
            yield from _values(inner)
    if isinstance(described, dict):
        given = [described.get(key) for key in _ONE]
        for key in _SEVERAL:
            several = described.get(key)
            given += several if isinstance(several, list) else []
        yield from (value for value in given if isinstance(value, str))
        for inner in described.values():
            yield from _values(inner)
