"""`DocumentedEndpoint`: an operation as its document tells it, for making requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from routeshift.wire import PUBLIC_KEY

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# How many references in a row are followed; a document may have a circle of them.
_HOPS = 20
_BRACES = re.compile(r"\{[^}]*\}")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter of an operation.

    Attributes:
        name: Its name on the wire.
        place: `path`, `query`, `header` or `cookie`.
        required: Whether the document demands it.
        schema: Its schema, references resolved at the top.
    """

    name: str
    place: str
    required: bool
    schema: Schema


@dataclass(frozen=True, slots=True)
class DocumentedEndpoint:
    """An operation of a document.

    Attributes:
        label: `METHOD PATH`.
        method: In upper case.
        path: The path template.
        inputs: Its parameters.
        bodies: The schema of the request body by media type.
        body_required: Whether the document demands a body.
        responses: Its responses by status, references resolved at the top.
        document: The whole document, which references point into.
        public: Whether it needs no credentials although others do.
    """

    label: str
    method: str
    path: str
    inputs: tuple[Input, ...] = ()
    bodies: Mapping[str, Schema] = field(default_factory=dict)
    body_required: bool = False
    responses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)
    public: bool = False

    def at(self, place: str) -> tuple[Input, ...]:
        """The parameters in one place."""
        return tuple(i for i in self.inputs if i.place == place)

    @property
    def names(self) -> frozenset[str]:
        """The names of everything that it takes, as far as the document tells."""
        form = self.form
        schemas = (self.body_schema or {}, form[1] if form else {})
        fields = (name for schema in schemas for name in schema.get("properties", ()))
        return frozenset((*(i.name for i in self.inputs), *fields))

    @property
    def body_schema(self) -> Schema | None:
        """The schema of the JSON body, references resolved at the top."""
        for media_type, schema in self.bodies.items():
            if is_json(media_type):
                return resolve(self.document, schema)
        return None

    @property
    def form(self) -> tuple[str, Schema] | None:
        """Media type and schema of the form body."""
        for media_type, schema in self.bodies.items():
            if media_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
                return media_type, resolve(self.document, schema)
        return None

    @property
    def streams(self) -> bool:
        """Whether a response may be a stream of events."""
        return any(
            "text/event-stream" in response.get("content", {})
            for response in self.responses.values()
        )


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON."""
    return media_type == "application/json" or media_type.endswith("+json")


def resolve(document: Mapping[str, Any], node: Any) -> Mapping[str, Any]:
    """A node of a document, with references at its top followed; empty when they lead nowhere."""
    for _ in range(_HOPS):
        if not isinstance(node, Mapping):
            return {}
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return node
        node = _pointed(document, reference)
    return {}


def _pointed(document: Mapping[str, Any], reference: str) -> Any:
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def endpoints(document: Mapping[str, Any]) -> Iterator[DocumentedEndpoint]:
    """The operations of a document, in its order; what is malformed in one is left out of it."""
    for path, item in document["paths"].items():
        if isinstance(item, Mapping):
            for method in _METHODS:
                operation = item.get(method)
                if isinstance(operation, Mapping):
                    yield _endpoint(document, path, method.upper(), item, operation)


def _endpoint(
    document: Mapping[str, Any],
    path: str,
    method: str,
    item: Mapping[str, Any],
    operation: Mapping[str, Any],
) -> DocumentedEndpoint:
    declared = [*_sequence(item.get("parameters")), *_sequence(operation.get("parameters"))]
    body = resolve(document, operation.get("requestBody"))
    responses = _mapping(operation.get("responses"))
    return DocumentedEndpoint(
        label=f"{method} {path}",
        method=method,
        path=path,
        inputs=tuple(_inputs(document, declared)),
        bodies={k: _mapping(v).get("schema", {}) for k, v in _mapping(body.get("content")).items()},
        body_required=body.get("required") is True,
        responses={str(k): resolve(document, v) for k, v in responses.items()},
        document=document,
        public=operation.get(PUBLIC_KEY) is True or operation.get("security") == [],
    )


def _inputs(document: Mapping[str, Any], declared: list[Any]) -> Iterator[Input]:
    found: dict[tuple[str, str], Input] = {}
    for node in declared:
        parameter = resolve(document, node)
        name, place = parameter.get("name"), parameter.get("in")
        if isinstance(name, str) and isinstance(place, str):
            schema = resolve(document, parameter.get("schema"))
            required = parameter.get("required") is True
            found[name, place] = Input(name, place, required, schema)
    return iter(found.values())


def _mapping(node: Any) -> Mapping[str, Any]:
    return node if isinstance(node, Mapping) else {}


def _sequence(node: Any) -> list[Any]:
    return node if isinstance(node, list) else []


def anonymous(label: str) -> str:
    """A label without the names of path parameters, which no client can see."""
    method, _, path = label.partition(" ")
    return f"{method} {_BRACES.sub('{}', path)}"


def same_inputs(one: DocumentedEndpoint, other: DocumentedEndpoint) -> bool:
    """Whether two documents say the same of what an operation takes."""
    return bool(_documented_inputs(one) == _documented_inputs(other))


def _documented_inputs(endpoint: DocumentedEndpoint) -> Any:
    said = ([(i.name, i.place, i.required, i.schema) for i in endpoint.inputs], endpoint.bodies)
    reached: dict[str, Any] = {}
    open_nodes: list[Any] = [said]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, Mapping):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference not in reached:
                reached[reference] = _pointed(endpoint.document, reference)
                open_nodes.append(reached[reference])
            open_nodes.extend(node.values())
        elif isinstance(node, list | tuple):
            open_nodes.extend(node)
    return (*said, endpoint.body_required, reached)
