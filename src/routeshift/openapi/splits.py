"""The parts of a document that are published apart (rule D5)."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from routeshift.wire import level_of

_SCHEMAS = "#/components/"


class Split(StrEnum):
    """A part of the document."""

    STABLE = "stable"
    EXPERIMENTAL = "experimental"
    DEPRECATED = "deprecated"
    COMBINED = "combined"


def split(document: dict[str, Any], part: Split) -> dict[str, Any]:
    """One part of a document, with the components that it refers to.

    Stable is v1 without what is deprecated, experimental is v1alpha, v1beta and every other level
    with a word behind its number, without what is deprecated; deprecated is what is deprecated at
    any level, combined is everything.

    Args:
        document: A document of ours; it stays as it is.
        part: Which part.
    """
    made = copy.deepcopy(document)
    if part is Split.COMBINED:
        return made
    for path, item in list(made["paths"].items()):
        kept = {
            key: value
            for key, value in item.items()
            if not isinstance(value, dict) or _part_of(path, value) is part
        }
        made["paths"][path] = kept
        if not any(isinstance(value, dict) for value in kept.values()):
            del made["paths"][path]
    _drop_unused_components(made)
    return made


def _part_of(path: str, operation: dict[str, Any]) -> Split:
    if operation.get("deprecated"):
        return Split.DEPRECATED
    # `v1alpha` and `v1beta` are experimental, `v1` and paths without a level are not (rule D5).
    number = (level_of(path) or "v1").removeprefix("v")
    return Split.STABLE if number.isdecimal() else Split.EXPERIMENTAL


def _drop_unused_components(document: dict[str, Any]) -> None:
    used: set[str] = set()
    waiting = list(_references(document["paths"]))
    while waiting:
        reference = waiting.pop()
        if reference not in used:
            used.add(reference)
            waiting += _references(_at(document, reference))
    for kind in ("schemas", "responses"):
        components = document.get("components", {}).get(kind, {})
        for name in list(components):
            if f"{_SCHEMAS}{kind}/{name}" not in used:
                del components[name]


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        yield from _references(list(value.values()))
        # References as plain text, which no `$ref` gives away.
        mapping = value.get("discriminator", {})
        if isinstance(mapping, dict):
            yield from (v for v in mapping.get("mapping", {}).values() if isinstance(v, str))
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def _at(document: dict[str, Any], reference: str) -> Any:
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found.get(part, {})
    return found
