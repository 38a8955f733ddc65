"""Requests in parts: what a case is built from before it is bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from routeshift.stubs import Wish
from routeshift.verify.cases import Case, DocumentedEndpoint, Headers, Input, resolve
from routeshift.verify.traffic.sampling import Sampler

_BOUNDARY = "routeshift-boundary"
# Of a union with null half of the values are null.
_DRAWS = 8
JSON_TYPE = "application/json"


class _NoBody:
    def __repr__(self) -> str:
        return "(no body)"


NO_BODY: Any = _NoBody()
"""The body of a request without one."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A request in parts.

    Attributes:
        endpoint: The operation.
        path: Values of path parameters, by name.
        query: Names and values, in order.
        headers: Names and values.
        body: A JSON value, bytes that go out as they are, or `NO_BODY`.
        media_type: What the body claims to be; None claims nothing.
        before: Requests to send first.
        carried: What the marks in it stand for, as in `Case`.
    """

    endpoint: DocumentedEndpoint
    path: Mapping[str, str] = field(default_factory=dict)
    query: Sequence[tuple[str, str]] = ()
    headers: Headers = ()
    body: Any = NO_BODY
    media_type: str | None = JSON_TYPE
    before: tuple[Case, ...] = ()
    carried: tuple[str, ...] = ()

    def case(
        self, origin: str, *, wish: Wish | None = None, leave_after: int | None = None
    ) -> Case:
        """The request as bytes.

        Args:
            origin: What made it.
            wish: What a stub shall do.
            leave_after: When the client goes away.
        """
        return Case(
            operation=self.endpoint.label,
            method=self.endpoint.method,
            target=self._target(),
            headers=self._headers(),
            body=self._body(),
            origin=origin,
            wish=wish,
            leave_after=leave_after,
            before=self.before,
            carried=self.carried,
        )

    def with_body(self, body: Any, media_type: str | None = JSON_TYPE) -> Parts:
        """The same request with another body."""
        return replace(self, body=body, media_type=media_type)

    def with_query(self, name: str, *values: str) -> Parts:
        """The same request with these values of one query parameter, and no others of it."""
        others = [pair for pair in self.query if pair[0] != name]
        return replace(self, query=[*others, *((name, value) for value in values)])

    def with_path(self, name: str, value: str) -> Parts:
        """The same request with another value of a path parameter; it is quoted, `/` is not."""
        return replace(self, path={**self.path, name: value})

    def _target(self) -> str:
        path = self.endpoint.path
        for name, value in self.path.items():
            path = path.replace("{" + name + "}", value)
        path = quote(path, safe="/%{}:@!$&'()*+,;=~")
        return f"{path}?{urlencode(list(self.query))}" if self.query else path

    def _headers(self) -> Headers:
        if self.body is NO_BODY or self.media_type is None:
            return tuple(self.headers)
        return (*self.headers, ("content-type", self.media_type))

    def _body(self) -> bytes | None:
        if self.body is NO_BODY:
            return None
        if isinstance(self.body, bytes):
            return self.body
        return json.dumps(self.body).encode()


def wire_text(value: Any) -> str:
    """A value as text in a path or a query."""
    if isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"))


def quoted(text: str) -> str:
    """Text as one segment of a path."""
    return quote(text, safe="")


def sampled(endpoint: DocumentedEndpoint, seed: str, optional: float) -> Parts:
    """A request that the document calls valid.

    Args:
        endpoint: The operation.
        seed: Another seed, another request.
        optional: How likely optional parts are present, from 0 to 1.
    """
    draw = random.Random(seed)  # noqa: S311
    sampler = Sampler(endpoint.document, draw, optional)
    parts = Parts(endpoint, path=_path_values(endpoint, sampler))
    for parameter in endpoint.inputs:
        if parameter.required or draw.random() < optional:
            parts = _with_input(parts, parameter, _sent_value(parameter, sampler))
    return _with_sampled_body(parts, sampler, draw, optional)


def _path_values(endpoint: DocumentedEndpoint, sampler: Sampler) -> dict[str, str]:
    return {p.name: quoted(wire_text(sampler.value(p.schema)) or "x") for p in endpoint.at("path")}


def _sent_value(parameter: Input, sampler: Sampler) -> Any:
    """A value of a parameter that is to be sent: null, which many take, cannot be written."""
    values = (sampler.value(parameter.schema) for _ in range(_DRAWS))
    return next((value for value in values if value is not None), None)


def _with_input(parts: Parts, parameter: Input, value: Any) -> Parts:
    if parameter.place == "query":
        return parts.with_query(parameter.name, *query_values(value))
    if parameter.place == "header" and value is not None:
        # Servers read other bytes in headers in ways of their own, none of which is the API's.
        text = wire_text(value).encode("ascii", "ignore").decode()
        return replace(parts, headers=(*parts.headers, (parameter.name, text)))
    if parameter.place == "cookie" and value is not None:
        return replace(
            parts, headers=(*parts.headers, ("cookie", f"{parameter.name}={wire_text(value)}"))
        )
    return parts


def query_values(value: Any) -> list[str]:
    """The values of one query parameter: lists are repeated, None is left out."""
    if value is None:
        return []
    if isinstance(value, list):
        return [wire_text(item) for item in value]
    return [wire_text(value)]


def _with_sampled_body(
    parts: Parts, sampler: Sampler, draw: random.Random, optional: float
) -> Parts:
    endpoint = parts.endpoint
    # Never quite zero: an optional body is left out in all of them otherwise.
    wanted = endpoint.body_required or draw.random() < max(optional, 0.01)
    if not endpoint.bodies or not wanted:
        return parts
    if endpoint.body_schema is not None:
        return parts.with_body(sampler.value(endpoint.body_schema))
    if endpoint.form is not None:
        media_type, schema = endpoint.form
        return with_form(parts, media_type, sampler.value(schema))
    media_type = next(iter(endpoint.bodies))
    return parts.with_body(b"content", media_type)


def with_form(parts: Parts, media_type: str, fields: Any) -> Parts:
    """The same request with a form as its body; binary fields become files."""
    if not isinstance(fields, Mapping):
        fields = {}
    if media_type != "multipart/form-data":
        pairs = [(k, text) for k, v in fields.items() for text in query_values(v)]
        return parts.with_body(urlencode(pairs).encode(), media_type)
    _, schema = parts.endpoint.form or ("", {})
    properties = schema.get("properties", {})
    pieces = [
        _field(name, text, _is_file(parts.endpoint, properties.get(name, {})))
        for name, value in fields.items()
        for text in query_values(value)
    ]
    body = "".join([*pieces, f"--{_BOUNDARY}--\r\n"])
    return parts.with_body(body.encode(), f"multipart/form-data; boundary={_BOUNDARY}")


def _is_file(endpoint: DocumentedEndpoint, node: Any) -> bool:
    schema = resolve(endpoint.document, node)
    items = resolve(endpoint.document, schema.get("items", {}))
    return any("contentMediaType" in s or s.get("format") == "binary" for s in (schema, items))


def _field(name: str, text: str, is_file: bool) -> str:
    disposition = f'Content-Disposition: form-data; name="{name}"'
    if is_file:
        disposition += '; filename="upload.txt"\r\nContent-Type: text/plain'
    return f"--{_BOUNDARY}\r\n{disposition}\r\n\r\n{text}\r\n"
