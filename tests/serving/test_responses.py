"""Rules S1 to S7: what a client gets back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Protocol

import pytest
from fastapi import Body, Response
from pydantic import BaseModel
from serving.apps import client_of, operation_of

from routeshift import webmethod


class Thing(BaseModel):
    name: str


class SecretThing(Thing):
    secret: str


class Page(BaseModel):
    data: list[Thing]
    has_more: bool = False
    url: str | None = None


class Ask(BaseModel):
    stream: bool | None = False


class Chunk(BaseModel):
    delta: str


class Measured(BaseModel):
    of: list[float]


class NotFound(ValueError):
    """A host's own."""


class Conflict(Exception):
    """A host's own."""


class NeedsLogin(Exception):
    """A host's own."""


class ProviderError(Exception):
    status_code = 418


class Api(Protocol):
    @webmethod(route="/thing", method="GET")
    async def get_thing(self) -> Thing: ...

    @webmethod(route="/things", method="GET")
    async def list_things(self) -> list[Thing]: ...

    @webmethod(route="/thing", method="DELETE")
    async def delete_thing(self) -> None: ...

    @webmethod(route="/thing", method="POST")
    async def post_thing(self) -> None: ...

    @webmethod(route="/none", method="GET")
    async def get_none(self) -> Thing: ...

    @webmethod(route="/raw", method="GET")
    async def raw(self) -> Response: ...

    @webmethod(route="/pages/{of:path}", method="GET", level="v1")
    async def page(self, of: str) -> Page: ...

    @webmethod(route="/fail", method="POST")
    async def fail(self, kind: str) -> Thing: ...

    @webmethod(route="/stream", method="POST")
    async def stream(
        self, failing: bool = False, stream: bool = False
    ) -> Thing | AsyncIterator[Chunk]: ...

    @webmethod(route="/bare-stream", method="POST")
    async def bare_stream(self, params: Annotated[Ask, Body()]) -> Thing | AsyncIterator[Chunk]: ...


ERRORS: dict[str, Exception] = {
    "value": ValueError("v"),
    "not-found": NotFound("n"),
    "conflict": Conflict("c"),
    "permission": PermissionError("p"),
    "connection": ConnectionRefusedError("refused"),
    "timeout": TimeoutError("t"),
    "not-implemented": NotImplementedError("later"),
    "login": NeedsLogin("who?"),
    "provider": ProviderError("teapot"),
    "unknown": RuntimeError("postgres://user:password@host"),
    "zero-status": type("Odd", (Exception,), {"status_code": 0})("odd"),
}


class Impl:
    async def get_thing(self) -> Thing:
        return SecretThing(name="a", secret="s")

    async def list_things(self) -> list[Any]:
        return [SecretThing(name="a", secret="s"), {"name": "b", "more": 1}]

    async def delete_thing(self) -> None:
        return None

    async def post_thing(self) -> None:
        return None

    async def get_none(self) -> Thing | None:
        return None

    async def raw(self) -> Response:
        return Response(b"\x00\x01", media_type="application/octet-stream", headers={"x-a": "b"})

    async def page(self, of: str) -> Page:
        return Page(data=[Thing(name=of)])

    async def fail(self, kind: str) -> Thing:
        if kind == "validation":
            Thing.model_validate({"name": 1})
        if kind == "nonsense":
            return object()  # type: ignore[return-value]
        raise ERRORS[kind]

    async def stream(self, failing: bool = False, stream: bool = False) -> Any:
        return self._chunks(failing) if stream else Thing(name="whole")

    async def bare_stream(self, params: Annotated[Ask, Body()]) -> Any:
        return self._chunks(False) if params.stream else Thing(name="whole")

    async def _chunks(self, failing: bool) -> AsyncIterator[Chunk]:
        yield Chunk(delta="a")
        if failing:
            raise PermissionError("no more")
        yield Chunk(delta="b")


@pytest.fixture(scope="module")
def client() -> Any:
    return client_of(Api, Impl(), errors={NotFound: 404, Conflict: 409, NeedsLogin: 401})


def test_s1_T16_fields_of_a_subclass_and_extra_ones_go_out(client: Any) -> None:
    assert client.get("/thing").json() == {"name": "a", "secret": "s"}
    assert client.get("/things").json() == [
        {"name": "a", "secret": "s"},
        {"name": "b", "more": 1},
    ]


def test_T16_none_where_a_model_is_declared_is_null(client: Any) -> None:
    answer = client.get("/none")
    assert (answer.status_code, answer.json()) == (200, None)


def test_s2_T5_a_delete_of_none_is_204_as_documented(client: Any) -> None:
    answer = client.delete("/thing")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "200" not in operation_of(Api, "delete", "/thing")["responses"]


def test_s2_T5_a_post_of_none_is_200_null_as_documented(client: Any) -> None:
    answer = client.post("/thing")
    assert (answer.status_code, answer.content) == (200, b"null")
    assert "204" not in operation_of(Api, "post", "/thing")["responses"]


def test_s3_a_stream_is_events_of_json_without_names_or_an_end_marker(client: Any) -> None:
    answer = client.post("/stream", json={"stream": True})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text == 'data: {"delta":"a"}\n\ndata: {"delta":"b"}\n\n'
    assert client.post("/stream", json={}).json() == {"name": "whole"}


def test_s3_a_field_of_the_bare_model_asks_for_the_stream_too(client: Any) -> None:
    assert client.post("/bare-stream", json={"stream": True}).text.count("data: ") == 2
    assert client.post("/bare-stream", json={}).json() == {"name": "whole"}


def test_s3_T18_an_error_after_the_start_is_one_event_and_the_end(client: Any) -> None:
    answer = client.post("/stream", json={"stream": True, "failing": True})
    assert answer.status_code == 200
    last = answer.text.removeprefix('data: {"delta":"a"}\n\n').removeprefix("data: ")
    assert json.loads(last) == {"error": {"message": "403: Permission denied: no more"}}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_s3_an_event_that_is_no_json_ends_the_stream_as_its_plain_answer_would_fail(
    number: float,
) -> None:
    class Api(Protocol):
        @webmethod(route="/numbers", method="POST")
        async def numbers(self, stream: bool = False) -> Any | AsyncIterator[Any]: ...

    class Impl:
        async def numbers(self, stream: bool = False) -> Any:
            return self.events() if stream else {"of": [number]}

        async def events(self) -> AsyncIterator[Any]:
            for event in (Measured(of=[number]), {"of": [number]}, {"of": []}):
                yield event

    client = client_of(Api, Impl())
    model, *rest = client.post("/numbers", json={"stream": True}).text.strip().split("\n\n")
    plain = client.post("/numbers", json={})
    assert model == 'data: {"of":[null]}'
    told = {"error": {"message": f"{plain.status_code}: {plain.json()['detail']}"}}
    assert rest == [f"data: {json.dumps(told)}"]


def test_s4_a_response_passes_through(client: Any) -> None:
    answer = client.get("/raw")
    assert (answer.content, answer.headers["x-a"]) == (b"\x00\x01", "b")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_s5_T6_a_page_gets_the_template_of_its_route(client: Any) -> None:
    assert client.get("/v1/pages/a/b").json()["url"] == "/v1/pages/{of:path}"


@pytest.mark.parametrize(
    ("kind", "status", "detail"),
    [
        ("value", 400, "Invalid value: v"),
        ("not-found", 404, "n"),
        ("conflict", 409, "c"),
        ("permission", 403, "Permission denied: p"),
        ("connection", 502, "refused"),
        ("timeout", 504, "Operation timed out: t"),
        ("not-implemented", 501, "Not implemented: later"),
        ("login", 401, "Authentication required: who?"),
        ("provider", 418, "teapot"),
        ("unknown", 500, "Internal server error: An unexpected error occurred."),
        ("zero-status", 500, "Internal server error: An unexpected error occurred."),
        ("nonsense", 500, "Internal server error: An unexpected error occurred."),
    ],
)
def test_s6_T3_the_first_row_that_fits_tells_the_error(
    client: Any, kind: str, status: int, detail: str
) -> None:
    answer = client.post("/fail", json={"kind": kind})
    assert (answer.status_code, answer.json()) == (status, {"detail": detail})


def test_s6_a_validation_error_in_the_handler_is_400_with_its_list(client: Any) -> None:
    answer = client.post("/fail", json={"kind": "validation"})
    (error,) = answer.json()["detail"]["errors"]
    assert answer.status_code == 400
    assert error == {
        "loc": ["name"],
        "msg": "Input should be a valid string",
        "type": "string_type",
    }


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "missing"),
        (b"{", "json_invalid"),
        (b'{"kind": 3}', "string_type"),
        (b"[]", "missing"),
        (b"", "missing"),
    ],
)
def test_s7_an_invalid_request_is_400_in_its_own_envelope(
    client: Any, content: bytes, kind: str
) -> None:
    answer = client.post("/fail", content=content, headers={"content-type": "application/json"})
    (error,) = answer.json()["error"]["detail"]["errors"]
    assert (answer.status_code, error["type"]) == (400, kind)
    assert set(error) == {"loc", "msg", "type"}
    assert kind == "json_invalid" or error["loc"] == ["body", "kind"]


@pytest.mark.parametrize(("content", "lacking"), [(b"", ["name"]), (b"[]", ["name", "size"])])
def test_s7_a_body_that_is_no_object_lacks_its_fields_as_it_did(
    content: bytes, lacking: list[str]
) -> None:
    class Api(Protocol):
        @webmethod(route="/make", method="POST")
        async def make(self, name: str, size: int = 3) -> Any: ...

    class Impl:
        async def make(self, name: str, size: int = 3) -> Any: ...

    headers = {"content-type": "application/json"}
    answer = client_of(Api, Impl()).post("/make", content=content, headers=headers)
    errors = answer.json()["error"]["detail"]["errors"]
    assert [error["loc"] for error in errors] == [["body", name] for name in lacking]


@pytest.mark.parametrize(
    "content", [b'{"kind": "\xff"}', b"[" * 100_000, b'{"kind": "' + b"x" * 2_000_000]
)
def test_bad_input_never_is_a_server_error(client: Any, content: bytes) -> None:
    answer = client.post("/fail", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 400


def test_json_without_a_content_type_is_understood_as_it_was(client: Any) -> None:
    answer = client.post("/fail", content=b'{"kind": "provider"}')
    assert answer.status_code == 418
