"""Cases that generators do not think of: one function a family, each known by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from routeshift.stubs import ERROR_ROWS, Wish
from routeshift.verify.cases import Case, Headers, Input
from routeshift.verify.traffic.requests import (
    NO_BODY,
    Parts,
    query_values,
    quoted,
    wire_text,
    with_form,
)
from routeshift.verify.traffic.sampling import borders

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_SEGMENTS: dict[str, str] = {
    "a slash": "a/b",
    "an encoded slash": "a%2Fb",
    "two slashes": "a//b",
    "a dot segment": "a/../b",
    "a space": "a%20b",
    "a plus": "a+b",
    "a percent sign": "100%25",
    "an encoded question mark": "a%3Fb",
    "a colon": "a:b",
    "letters beyond ASCII": quoted("é✓"),
    "broken UTF-8": "%ff%fe",
    "a null character": "a%00b",
    "nothing": "",
    "much": "x" * 3000,
    "the word null": "null",
    "a number": "7",
}
_RAW_BODIES: dict[str, bytes] = {
    "empty body": b"",
    "null body": b"null",
    "empty object": b"{}",
    "empty list": b"[]",
    "a string as body": b'"text"',
    "a number as body": b"7",
    "broken JSON": b'{"a": ',
    "NaN": b'{"a": NaN}',
    "broken UTF-8": b'{"a": "\xff"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "blanks": b"  \n ",
}
_MEDIA_TYPES = (
    None,
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json; charset=utf-8",
    "application/vnd.api+json",
    "APPLICATION/JSON",
    "nonsense",
)
_CREDENTIALS: dict[str, Headers] = {
    "wrong credentials": (("authorization", "Bearer wrong"),),
    "another scheme": (("authorization", "Basic d3Jvbmc6d3Jvbmc="),),
    "empty credentials": (("authorization", ""),),
}
WRONG_CREDENTIALS = frozenset(header for sent in _CREDENTIALS.values() for header in sent)
"""Headers that name no user: they are no secrets."""

_INSIDE = {"anchor": "created_at", "seconds": "3600", "key": "value"}

Family = Callable[[Parts], Iterator[Case]]


def bodies(base: Parts) -> Iterator[Case]:
    """No body, null, {}, other types, unknown keys, and content types that do not fit."""
    yield base.with_body(NO_BODY).case("awkward: no body")
    for name, raw in _RAW_BODIES.items():
        yield base.with_body(raw).case(f"awkward: {name}")
    body = base.body if base.endpoint.bodies and base.body is not NO_BODY else {"key": "value"}
    for media_type in _MEDIA_TYPES:
        yield base.with_body(body, media_type).case(f"awkward: content type {media_type}")
    if isinstance(body, dict):
        unknown = {**body, "routeshift_unknown": {"deep": [1]}, "": 1}
        yield base.with_body(unknown).case("awkward: unknown keys")
        yield base.with_body({"body": body}).case("awkward: body in an envelope")


def fields(base: Parts) -> Iterator[Case]:
    """Each field of the JSON body missing, and at its borders."""
    schema = base.endpoint.body_schema
    if schema is None or not isinstance(base.body, dict):
        return
    for name, node in schema.get("properties", {}).items():
        body = {k: v for k, v in base.body.items() if k != name}
        yield base.with_body(body).case(f"boundary: {name} is missing")
        for border, value in borders(base.endpoint.document, node):
            yield base.with_body({**body, name: value}).case(f"boundary: {name} is {border}")


def undocumented(base: Parts, names: Iterable[str]) -> Iterator[Case]:
    """Parameters that implementations received although no document names them (rule R6)."""
    for name in names:
        for text in ("true", "7", "text"):
            yield base.with_query(name, text).case(f"undocumented: {name} as a query parameter")
        if base.endpoint.form is not None:
            yield from _undocumented_form_field(base, name)
        elif isinstance(base.body, dict):
            for value in (True, 7, "text", ["text"], {"key": "value"}):
                body = {**base.body, name: value}
                yield base.with_body(body).case(f"undocumented: {name} in the body")


def _undocumented_form_field(base: Parts, name: str) -> Iterator[Case]:
    assert base.endpoint.form is not None
    media_type, schema = base.endpoint.form
    whole = dict.fromkeys(schema.get("required", ()), "content")
    origin = f"undocumented: {name} in the form"
    yield with_form(base, media_type, {**whole, name: "7"}).case(origin)
    # As OpenAI's clients send an object.
    inside = {f"{name}[{key}]": value for key, value in _INSIDE.items()}
    yield with_form(base, media_type, {**whole, **inside}).case(origin)


def form_fields(base: Parts) -> Iterator[Case]:
    """Each field of a form missing, alone, and at its borders."""
    if base.endpoint.form is None:
        return
    media_type, schema = base.endpoint.form
    properties = schema.get("properties", {})
    whole = dict.fromkeys(schema.get("required", properties), "content")
    yield with_form(base, media_type, {}).case("awkward: empty form")
    yield with_form(base, media_type, {**whole, "unknown": "1"}).case("awkward: unknown fields")
    for name, node in properties.items():
        rest = {k: v for k, v in whole.items() if k != name}
        yield with_form(base, media_type, rest).case(f"boundary: {name} is missing")
        for border, value in borders(base.endpoint.document, node):
            fields_ = {**rest, name: wire_text(value)}
            yield with_form(base, media_type, fields_).case(f"boundary: {name} is {border}")
        for bracket in ("anchor", "seconds", "0", ""):
            fields_ = {**whole, f"{name}[{bracket}]": "3600"}
            yield with_form(base, media_type, fields_).case(f"awkward: {name}[{bracket}]")


def queries(base: Parts) -> Iterator[Case]:
    """Unknown, repeated, bracketed and empty query keys."""
    yield base.with_query("routeshift_unknown", "1").case("awkward: unknown query key")
    for parameter in base.endpoint.at("query"):
        yield from _query(base, parameter)


def _query(base: Parts, parameter: Input) -> Iterator[Case]:
    name = parameter.name
    yield base.with_query(name).case(f"boundary: {name} is missing")
    for border, value in borders(base.endpoint.document, parameter.schema):
        case = base.with_query(name, *query_values(value) or ["null"])
        yield case.case(f"boundary: {name} is {border}")
    yield base.with_query(name, "1", "2").case(f"awkward: {name} repeated")
    yield base.with_query(name, "a", "b").case(f"awkward: {name} repeated with words")
    yield base.with_query(name, "1,2").case(f"awkward: {name} with a comma")
    for bracket in ("", "0", "key"):
        bracketed = base.with_query(name).with_query(f"{name}[{bracket}]", "1", "a")
        yield bracketed.case(f"awkward: {name}[{bracket}]")
    yield base.with_query(name).with_query(name.upper(), "1").case(f"awkward: {name} in capitals")
    yield base.with_query(name).with_body([1, "a"]).case(f"awkward: {name} as the body, a list")
    in_body = base.with_query(name).with_body({name: ["a"]})
    yield in_body.case(f"awkward: {name} in the body")


def headers(base: Parts) -> Iterator[Case]:
    """Each header and cookie parameter missing, empty and wrong."""
    for parameter in (*base.endpoint.at("header"), *base.endpoint.at("cookie")):
        name = parameter.name
        others = tuple(h for h in base.headers if h[0] != name)
        yield replace(base, headers=others).case(f"boundary: header {name} is missing")
        for value in ("", "text", "7"):
            yield replace(base, headers=(*others, (name, value))).case(
                f"boundary: header {name} is {value!r}"
            )


def paths(base: Parts) -> Iterator[Case]:
    """Slashes, percent-encoding and more in each path parameter; a trailing slash."""
    for name in base.path:
        for label, segment in _SEGMENTS.items():
            yield base.with_path(name, segment).case(f"awkward: {name} is {label}")
    case = base.case("awkward: trailing slash")
    path, mark, query = case.target.partition("?")
    yield replace(case, target=f"{path}/{mark}{query}")
    yield replace(case, target=f"/{path}{mark}{query}", origin="awkward: double slash")
    yield replace(case, target=f"{path}/routeshift{mark}{query}", origin="awkward: longer path")


def methods(base: Parts) -> Iterator[Case]:
    """HEAD, OPTIONS and every other method that is no operation of its own."""
    # Another method of the same path is another operation, with cases of its own.
    own = base.endpoint.document["paths"].get(base.endpoint.path, {})
    for method in _METHODS:
        if method != base.endpoint.method and method.lower() not in own:
            yield replace(base.case(f"awkward: {method}"), method=method)


def credentials(base: Parts) -> Iterator[Case]:
    """Absent and wrong credentials."""
    for label, sent in _CREDENTIALS.items():
        others = tuple(h for h in base.headers if h[0].lower() != "authorization")
        yield replace(base, headers=(*others, *sent)).case(f"awkward: {label}")


def wishes(base: Parts) -> Iterator[Case]:
    """Every error of the implementation, and results beside the declared ones."""
    for row in ERROR_ROWS:
        yield base.case(f"error: {row}", wish=Wish(error=row))
    yield base.case("result: none", wish=Wish(result="none"))
    yield base.case("result: a dict for a model", wish=Wish(result="dict"))
    yield base.case("result: a subclass with a field more", wish=Wish(result="extra"))


def streams(base: Parts) -> Iterator[Case]:
    """A stream, errors in it, and a client that goes away."""
    streaming = asking_for_a_stream(base)
    if streaming is None:
        return
    yield streaming.case("stream")
    for row in ERROR_ROWS:
        yield streaming.case(f"stream: {row} after an event", wish=Wish(error=row, after=1))
    for row in ("value", "other", "not-found"):
        yield streaming.case(f"stream: {row} as its first event", wish=Wish(error=row, after=0))
        yield streaming.case(f"stream: {row} before it starts", wish=Wish(error=row))
    yield streaming.case("stream: the client goes away", leave_after=1)


def asking_for_a_stream(base: Parts) -> Parts | None:
    """The same request asking for a stream; None when the operation has none."""
    schema = base.endpoint.body_schema or {}
    if "stream" in schema.get("properties", {}):
        body: Any = base.body if isinstance(base.body, dict) else {}
        return base.with_body({**body, "stream": True})
    if any(p.name == "stream" for p in base.endpoint.at("query")):
        return base.with_query("stream", "true")
    return base if base.endpoint.streams else None


ALWAYS: tuple[Family, ...] = (wishes, bodies, streams, methods, credentials)
"""The families that every operation gets whole."""

SPREAD: tuple[Family, ...] = (paths, queries, form_fields, headers, fields)
"""The families that grow with the operation, of which a budget may take a part."""
