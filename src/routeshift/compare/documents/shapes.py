"""The shape of an OpenAPI document, as far as comparing relies on it: one table, one check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_LIST, _MAP, _ONE, _TEXT = "a list", "an object", "an object ", "text"

# For each kind of object: what a key holds, and the kind of each thing in it.
_TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "document": {
        "info": (_ONE, ""),
        "paths": (_MAP, "path"),
        "webhooks": (_MAP, "path"),
        "components": (_ONE, "components"),
        "servers": (_LIST, "server"),
        "security": (_LIST, "requirement"),
    },
    "components": {
        "schemas": (_MAP, ""),
        "responses": (_MAP, "response"),
        "requestBodies": (_MAP, "body"),
        "parameters": (_MAP, "parameter"),
        "headers": (_MAP, "header"),
        "securitySchemes": (_MAP, "scheme"),
        "pathItems": (_MAP, "path"),
    },
    "path": {
        **dict.fromkeys(_METHODS, (_ONE, "operation")),
        "parameters": (_LIST, "parameter"),
        "servers": (_LIST, "server"),
    },
    "operation": {
        "parameters": (_LIST, "parameter"),
        "requestBody": (_ONE, "body"),
        "responses": (_MAP, "response"),
        "security": (_LIST, "requirement"),
        "servers": (_LIST, "server"),
        "tags": (_LIST, ""),
    },
    "parameter": {"name": (_TEXT, ""), "in": (_TEXT, ""), "content": (_MAP, "media")},
    "body": {"content": (_MAP, "media")},
    "response": {"content": (_MAP, "media"), "headers": (_MAP, "header")},
    "header": {"content": (_MAP, "media")},
    "media": {"encoding": (_MAP, "")},
    "server": {"variables": (_MAP, "variable")},
    "variable": {},
    "scheme": {},
    "requirement": {},
}


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A part that is not what its place wants.

    Args:
        place: Where it is, as keys from the root.
        wanted: What it must be.
    """

    place: tuple[str, ...]
    wanted: str


def misshapen(document: dict[str, Any]) -> Misshapen | None:
    """The first part of a document that has the wrong shape.

    Args:
        document: The parsed document.

    Returns:
        That part, or None. Schemas are not looked into: they are checked when they are read.
    """
    return next(_object("document", document, ()), None)


def _object(kind: str, value: Any, place: tuple[str, ...]) -> Iterator[Misshapen]:
    if not isinstance(value, dict):
        yield Misshapen(place, "an object")
        return
    if kind == "requirement":
        yield from _requirement(value, place)
    if not isinstance(value.get("$ref", ""), str):
        yield Misshapen((*place, "$ref"), "text")
    for key, (holds, below) in _TABLE[kind].items():
        if value.get(key) is not None:
            yield from _held(holds, below, value[key], (*place, key))


def _held(holds: str, below: str, value: Any, place: tuple[str, ...]) -> Iterator[Misshapen]:
    wanted = {_LIST: list, _TEXT: str}.get(holds, dict)
    if not isinstance(value, wanted):
        yield Misshapen(place, holds.strip())
    elif holds == _ONE and below:
        yield from _object(below, value, place)
    elif holds == _MAP and below:
        for name, one in value.items():
            if one is not None and not str(name).startswith("x-"):
                yield from _object(below, one, (*place, str(name)))
    elif holds == _LIST and below:
        for position, one in enumerate(value):
            yield from _object(below, one, (*place, str(position)))


def _requirement(value: dict[str, Any], place: tuple[str, ...]) -> Iterator[Misshapen]:
    for name, scopes in value.items():
        if scopes is not None and not isinstance(scopes, list):
            yield Misshapen((*place, str(name)), "a list")
