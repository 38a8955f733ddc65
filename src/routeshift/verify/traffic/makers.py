"""Operations that make things, and where their answers hold what these go by."""

from __future__ import annotations

import functools
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from routeshift.verify.cases import (
    LOCATION,
    DocumentedEndpoint,
    Exchange,
    Schema,
    is_json,
    json_body,
    located,
    resolve,
)
from routeshift.verify.findings import escaped

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# How far below the top of an answer an id may stand; models may hold themselves.
_DEEP = 4


@dataclass(frozen=True, slots=True)
class Maker:
    """An operation that may make what another one takes.

    Attributes:
        endpoint: The operation.
        things: What it makes, by the last word of its path.
        fields: Where its answer holds scalars, by their names; the one nearest to the top.
    """

    endpoint: DocumentedEndpoint
    things: frozenset[str]
    fields: Mapping[str, str]


def makers_of(
    endpoints: Sequence[DocumentedEndpoint], answers: Mapping[str, Exchange]
) -> list[Maker]:
    """The operations that create, and then those that list.

    Args:
        endpoints: The operations of a document.
        answers: What operations have answered, by label.
    """
    return [
        Maker(endpoint, _things(endpoint.path), _fields(endpoint, answers.get(endpoint.label)))
        for method in ("POST", "GET")
        for endpoint in endpoints
        if endpoint.method == method
    ]


def _fields(endpoint: DocumentedEndpoint, answer: Exchange | None) -> dict[str, str]:
    """Where an answer holds what, as its document says, and else as it was seen."""
    listed = endpoint.method == "GET"
    fields: dict[str, str] = {}
    for schema in (_documented(endpoint), _seen(answer)):
        for name, pointer in _scalars(endpoint.document, schema, listed=listed):
            fields.setdefault(name, pointer)
    if answer is not None and answer.status in (201, 202) and located(answer) is not None:
        fields.setdefault("id", LOCATION)
    return fields


def _documented(endpoint: DocumentedEndpoint) -> Any:
    for status, response in endpoint.responses.items():
        for media_type, content in mapping(response.get("content")).items():
            if status.startswith("2") and is_json(media_type):
                return mapping(content).get("schema", {})
    return {}


def _seen(answer: Exchange | None) -> Schema:
    try:
        return _schema_of(None if answer is None else json_body(answer.body))
    except ValueError:
        return {}


def _schema_of(value: Any, deep: int = _DEEP) -> Schema:
    """What a document would say of a value."""
    if isinstance(value, dict) and deep:
        return {"properties": {k: _schema_of(v, deep - 1) for k, v in value.items()}}
    if isinstance(value, list) and deep:
        return {"items": _schema_of(value[0], deep - 1)} if value else {}
    is_id = isinstance(value, str | int) and not isinstance(value, bool)
    return {"type": "string" if isinstance(value, str) else "integer"} if is_id else {}


def _scalars(
    document: Mapping[str, Any], schema: Any, *, listed: bool
) -> Iterator[tuple[str, str]]:
    """Names of scalars in an answer, and where they stand; of lists, those of the first items."""
    waiting = deque([("/body", schema, not listed, 0)])
    while waiting:
        place, node, wanted, deep = waiting.popleft()
        items = resolve(document, node).get("items")
        if listed and items is not None and deep < _DEEP:
            waiting.append((f"{place}/0", items, True, deep + 1))
        for name, inner in _properties(document, node).items():
            at = f"{place}/{escaped(name)}"
            if wanted and _is_scalar(document, inner):
                yield plain(name), at
            elif deep < _DEEP:
                waiting.append((at, inner, wanted, deep + 1))


def _properties(document: Mapping[str, Any], node: Any) -> dict[str, Any]:
    schema = resolve(document, node)
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in _listed(schema.get(key))]
    every = (*(resolve(document, part) for part in parts), schema)
    return {k: v for one in every for k, v in mapping(one.get("properties")).items()}


def _is_scalar(document: Mapping[str, Any], node: Any) -> bool:
    schema: Schema = resolve(document, node)
    branches = [schema, *_listed(schema.get("anyOf")), *_listed(schema.get("oneOf"))]
    return any(
        resolve(document, branch).get("type") in ("string", "integer") for branch in branches
    )


def _things(path: str) -> frozenset[str]:
    """What the last word of a path speaks of: `vector-stores` of a `vector_store`."""
    words = [part for part in path.split("/") if part and "{" not in part]
    if not words:
        return frozenset()
    word = plain(words[-1])
    ends = (("s", ""), ("es", ""), ("ies", "y"))
    return frozenset({word, *(word.removesuffix(e) + s for e, s in ends if word.endswith(e))})


@functools.lru_cache(4096)
def plain(name: str) -> str:
    """A name in lower case and with underscores."""
    return _HUMP.sub("_", name).lower().replace("-", "_")


def mapping(node: Any) -> Mapping[str, Any]:
    """A node of a document that should be an object; empty when it is none."""
    return node if isinstance(node, Mapping) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
