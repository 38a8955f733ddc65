"""Which operation's answer holds what another one takes, as far as the documents tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from routeshift.verify.cases import DocumentedEndpoint, Exchange, anonymous, resolve
from routeshift.verify.traffic.makers import Maker, makers_of, mapping, plain

_SLOT = re.compile(r"\{([^}]*)\}")
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


def links(
    endpoints: Sequence[DocumentedEndpoint], answers: Mapping[str, Exchange] | None = None
) -> dict[str, list[Link]]:
    """The best link of each slot of each operation.

    What a document says by its `links` comes first; then what stands below the path of the
    operation that makes it, as `/jobs/{job_id}` does below `POST /jobs`; then names, as `job_id`
    anywhere. An operation that creates is preferred to one that lists.

    Args:
        endpoints: The operations of a document.
        answers: What operations have answered, by label; it may hold what no document says.

    Returns:
        The links by the label of the operation that takes; those without one are left out.
    """
    makers = makers_of(endpoints, answers or {})
    said = dict(_documented(endpoints))
    found = {}
    for endpoint in endpoints:
        best = (_best(endpoint, slot, makers, said) for slot in _slots(endpoint))
        if chosen := [link for link in best if link is not None]:
            found[endpoint.label] = chosen
    return found


def undocumented(
    endpoints: Sequence[DocumentedEndpoint], found: Mapping[str, Sequence[Link]]
) -> dict[str, list[str]]:
    """The operations that make what others take, by path and name, where no document holds it.

    Args:
        endpoints: The operations of a document.
        found: The links that the document tells.

    Returns:
        Labels of those that may make it, by the label of the operation that takes.
    """
    makers = makers_of(endpoints, {})
    suspects: dict[str, list[str]] = {}
    for endpoint in endpoints:
        linked = {link.slot for link in found.get(endpoint.label, ())}
        for slot in _slots(endpoint):
            for maker in [] if slot in linked else _others(endpoint, makers):
                if _is_above(endpoint, slot, maker) or _is_of(slot, maker):
                    suspects.setdefault(endpoint.label, []).append(maker.endpoint.label)
    return suspects


def _best(
    endpoint: DocumentedEndpoint,
    slot: Slot,
    makers: Sequence[Maker],
    said: Mapping[tuple[str, str], tuple[str, str]],
) -> Link | None:
    if (known := said.get((endpoint.label, slot.name))) is not None:
        return Link(slot, *known)
    for pointer_of in (_below, _by_name):
        for maker in _others(endpoint, makers):
            pointer = pointer_of(endpoint, slot, maker)
            if pointer is not None:
                return Link(slot, maker.endpoint.label, pointer)
    return None


def _others(endpoint: DocumentedEndpoint, makers: Sequence[Maker]) -> list[Maker]:
    return [maker for maker in makers if maker.endpoint.label != endpoint.label]


def _below(endpoint: DocumentedEndpoint, slot: Slot, maker: Maker) -> str | None:
    """What stands in the path right below the maker's own path."""
    if not _is_above(endpoint, slot, maker):
        return None
    things = (f"{thing}_{name}" for name in ("id", "name") for thing in sorted(maker.things))
    return _first(maker, (plain(slot.name), *_OWN_NAMES[:1], *things, *_OWN_NAMES[1:]))


def _is_above(endpoint: DocumentedEndpoint, slot: Slot, maker: Maker) -> bool:
    if slot.place != "path":
        return False
    parent = endpoint.path.partition("{" + slot.name + "}")[0].rstrip("/")
    return anonymous(parent) == anonymous(maker.endpoint.path.rstrip("/"))


def _by_name(_: DocumentedEndpoint, slot: Slot, maker: Maker) -> str | None:
    """What is called by the maker's things, or as a field of its answer."""
    name = _single(slot)
    if _is_of(slot, maker):
        return _first(maker, ("id", name))
    return maker.fields.get(name) if name.endswith("_id") else None


def _is_of(slot: Slot, maker: Maker) -> bool:
    """Whether a slot takes one of the maker's things, by its name."""
    return any(_single(slot) in (f"{thing}_id", f"{thing}id") for thing in maker.things)


def _single(slot: Slot) -> str:
    name = plain(slot.name)
    return name.removesuffix("s") if name.endswith("_ids") else name


def _first(maker: Maker, names: Sequence[str]) -> str | None:
    return next((maker.fields[name] for name in names if name in maker.fields), None)


def _slots(endpoint: DocumentedEndpoint) -> Iterator[Slot]:
    yield from (Slot("path", name) for name in _SLOT.findall(endpoint.path))
    yield from (Slot("query", parameter.name) for parameter in endpoint.at("query"))
    properties = mapping(endpoint.body_schema).get("properties")
    yield from (Slot("body", name) for name in mapping(properties))


def _documented(
    endpoints: Sequence[DocumentedEndpoint],
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The `links` of a document: what takes it, and what makes it where."""
    by_id = {_operation_id(endpoint): endpoint.label for endpoint in endpoints}
    for maker in endpoints:
        for response in maker.responses.values():
            for node in mapping(response.get("links")).values():
                link = mapping(resolve(maker.document, node))
                taker = by_id.get(str(link.get("operationId", "")))
                for name, expression in mapping(link.get("parameters")).items():
                    if taker and isinstance(expression, str) and expression.startswith(_EXPRESSION):
                        pointer = f"/body{expression.removeprefix(_EXPRESSION)}"
                        yield (taker, name.rpartition(".")[2]), (maker.label, pointer)


def _operation_id(endpoint: DocumentedEndpoint) -> str | None:
    operation = endpoint.document["paths"][endpoint.path][endpoint.method.lower()]
    found = operation.get("operationId")
    return found if isinstance(found, str) else None
