"""Which operation's answer holds what another one takes, as far as the documents tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from routeshift.verify.comparison import escaped
from routeshift.verify.endpoint import Endpoint, Schema, anonymous, is_json, resolve

_SLOT = re.compile(r"\{([^}]*)\}")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# What a thing goes by in its own answer, the most telling first.
_OWN_NAMES = ("id", "identifier", "uuid", "name", "key", "slug")
_EXPRESSION = "$response.body#"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an operation takes what another one made.

    Attributes:
        place: `path`, `query` or `body`.
        name: The name of the parameter, or of the property at the top of the JSON body.
    """

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """An operation's answer holds what a slot takes.

    Attributes:
        slot: What takes it.
        producer: The label of the operation that makes it.
        pointer: Where its answer holds it, as in `/body/id`.
    """

    slot: Slot
    producer: str
    pointer: str


def links(endpoints: Sequence[Endpoint]) -> dict[str, list[Link]]:
    """The best link of each slot of each operation.

    What a document says by its `links` comes first; then what stands below the path of the
    operation that makes it, as `/jobs/{job_id}` does below `POST /jobs`; then names, as `job_id`
    anywhere. An operation that creates is preferred to one that lists.

    Args:
        endpoints: The operations of a document.

    Returns:
        The links by the label of the operation that takes; those without one are left out.
    """
    makers = [maker for method in ("POST", "GET") for maker in _makers(endpoints, method)]
    said = dict(_said(endpoints))
    found = {}
    for endpoint in endpoints:
        best = (_best(endpoint, slot, makers, said) for slot in _slots(endpoint))
        if chosen := [link for link in best if link is not None]:
            found[endpoint.label] = chosen
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    endpoint: Endpoint
    things: frozenset[str]
    fields: Mapping[str, str]


def _best(
    endpoint: Endpoint,
    slot: Slot,
    makers: Sequence[_Maker],
    said: Mapping[tuple[str, str], tuple[str, str]],
) -> Link | None:
    if (known := said.get((endpoint.label, slot.name))) is not None:
        return Link(slot, *known)
    others = [maker for maker in makers if maker.endpoint.label != endpoint.label]
    for pointer_of in (_below, _by_name):
        for maker in others:
            pointer = pointer_of(endpoint, slot, maker)
            if pointer is not None:
                return Link(slot, maker.endpoint.label, pointer)
    return None


def _below(endpoint: Endpoint, slot: Slot, maker: _Maker) -> str | None:
    """What stands in the path right below the maker's own path."""
    if slot.place != "path":
        return None
    parent = endpoint.path.partition("{" + slot.name + "}")[0].rstrip("/")
    if anonymous(parent) != anonymous(maker.endpoint.path.rstrip("/")):
        return None
    things = (f"{thing}_{name}" for name in ("id", "name") for thing in sorted(maker.things))
    return _first(maker, (_plain(slot.name), *_OWN_NAMES[:1], *things, *_OWN_NAMES[1:]))


def _by_name(_: Endpoint, slot: Slot, maker: _Maker) -> str | None:
    """What is called by the maker's things, or as a field of its answer."""
    name = _plain(slot.name)
    single = name.removesuffix("s") if name.endswith("_ids") else name
    if any(single in (f"{thing}_id", f"{thing}id") for thing in maker.things):
        return _first(maker, ("id", single))
    return maker.fields.get(single) if single.endswith("_id") else None


def _first(maker: _Maker, names: Sequence[str]) -> str | None:
    return next((maker.fields[name] for name in names if name in maker.fields), None)


def _slots(endpoint: Endpoint) -> Iterator[Slot]:
    yield from (Slot("path", name) for name in _SLOT.findall(endpoint.path))
    yield from (Slot("query", parameter.name) for parameter in endpoint.at("query"))
    properties = _mapping(endpoint.body_schema).get("properties")
    yield from (Slot("body", name) for name in _mapping(properties))


def _makers(endpoints: Sequence[Endpoint], method: str) -> Iterator[_Maker]:
    for endpoint in endpoints:
        if endpoint.method == method:
            fields = dict(_fields(endpoint, _answer(endpoint), listed=method == "GET"))
            if fields:
                yield _Maker(endpoint, _things(endpoint.path), fields)


def _answer(endpoint: Endpoint) -> Any:
    for status, response in endpoint.responses.items():
        for media_type, content in _mapping(response.get("content")).items():
            if status.startswith("2") and is_json(media_type):
                return _mapping(content).get("schema", {})
    return {}


def _fields(endpoint: Endpoint, schema: Any, *, listed: bool) -> Iterator[tuple[str, str]]:
    """Names of scalars in an answer, and where they stand; of a list, those of its first item."""
    document = endpoint.document
    if not listed:
        for name, node in _properties(document, schema).items():
            if _is_scalar(document, node):
                yield _plain(name), f"/body/{escaped(name)}"
        return
    lists = {"": resolve(document, schema), **_properties(document, schema)}
    for name, node in lists.items():
        items = resolve(document, node).get("items")
        place = f"/body/{escaped(name)}/0" if name else "/body/0"
        for field, inner in _properties(document, items).items():
            if _is_scalar(document, inner):
                yield _plain(field), f"{place}/{escaped(field)}"


def _properties(document: Mapping[str, Any], node: Any) -> dict[str, Any]:
    schema = resolve(document, node)
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in _listed(schema.get(key))]
    every = (*(resolve(document, part) for part in parts), schema)
    return {k: v for one in every for k, v in _mapping(one.get("properties")).items()}


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
    word = _plain(words[-1])
    ends = (("s", ""), ("es", ""), ("ies", "y"))
    return frozenset({word, *(word.removesuffix(e) + s for e, s in ends if word.endswith(e))})


def _plain(name: str) -> str:
    return _HUMP.sub("_", name).lower().replace("-", "_")


def _said(endpoints: Sequence[Endpoint]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The `links` of a document: what takes it, and what makes it where."""
    by_id = {_operation_id(endpoint): endpoint.label for endpoint in endpoints}
    for maker in endpoints:
        for response in maker.responses.values():
            for node in _mapping(response.get("links")).values():
                link = _mapping(resolve(maker.document, node))
                taker = by_id.get(str(link.get("operationId", "")))
                for name, expression in _mapping(link.get("parameters")).items():
                    if taker and isinstance(expression, str) and expression.startswith(_EXPRESSION):
                        pointer = f"/body{expression.removeprefix(_EXPRESSION)}"
                        yield (taker, name.rpartition(".")[2]), (maker.label, pointer)


def _operation_id(endpoint: Endpoint) -> str | None:
    operation = endpoint.document["paths"][endpoint.path][endpoint.method.lower()]
    found = operation.get("operationId")
    return found if isinstance(found, str) else None


def _mapping(node: Any) -> Mapping[str, Any]:
    return node if isinstance(node, Mapping) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
