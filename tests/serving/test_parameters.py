"""Rules P1 to P11: where the parameters of a legacy operation travel."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import Annotated, Any, Generic, Literal, Protocol, TypeVar

import pytest
from fastapi import Body, Depends, File, Form, Query, Request, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from serving.apps import client_of, document_of, operation_of

from routeshift import webmethod
from routeshift.errors import DeclarationError

DAYS = 24
DAY = 3600
T = TypeVar("T")


class ExtraBodyField(Generic[T]):
    """The marker of a codebase of its own."""

    def __init__(self, description: str | None = None) -> None:
        self.description = description


class Color(StrEnum):
    red = "red"
    blue = "blue"


class Item(BaseModel):
    name: str
    size: int = 1


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class NotGiven:
    """A sentinel's class."""

    def __deepcopy__(self, _: Any) -> NotGiven:
        return self


NOT_GIVEN = NotGiven()


class Api(Protocol):
    @webmethod(route="/shelf/{shelf}/items", method="POST")
    async def embedded(
        self,
        name: str,
        shelf: int,
        tags: list[str] | None = None,
        kind: Annotated[str, Query()] = "any",
    ) -> Any: ...

    @webmethod(route="/scalars", method="GET")
    async def scalars(
        self,
        color: Color = Color.red,
        limit: int = DAYS * DAY,
        mode: Literal["a", "b"] = "a",
    ) -> Any: ...

    @webmethod(route="/lists", method="GET")
    async def lists(self, include: list[str] | None = None, limit: int = 5) -> Any: ...

    @webmethod(route="/query-model", method="GET")
    async def model_on_get(self, item: Item) -> Any: ...

    @webmethod(route="/one-scalar", method="POST")
    async def one_scalar(self, name: str) -> Any: ...

    @webmethod(route="/one-model", method="POST")
    async def one_model(self, item: Item) -> Any: ...

    @webmethod(route="/bare/{shelf}", method="POST")
    async def bare(self, shelf: str, item: Annotated[Item, Body()]) -> Any: ...

    @webmethod(route="/optional", method="POST")
    async def optional(self, name: str = "x", size: int | None = None) -> Any: ...

    @webmethod(route="/open", method="POST")
    async def open(self, params: Annotated[Open, Body()]) -> Any: ...

    @webmethod(route="/two/{left:path}/and/{right:path}", method="GET")
    async def two_paths(self, right: str, left: str) -> Any: ...

    @webmethod(route="/odd", method="POST")
    async def odd(
        self,
        kwargs: dict[str, Any],
        input: str,  # noqa: A002
        json: str,
        schema: str,
        model: str,
        metadata: dict[str, str] | None = None,
        filter: str | None = None,  # noqa: A002
        model_dump: int = 0,
        _private: str | None = None,
    ) -> Any: ...

    @webmethod(route="/extra", method="POST")
    async def extra(
        self,
        name: str,
        guards: Annotated[list[str] | None, ExtraBodyField("What guards it.")] = None,
    ) -> Any: ...

    @webmethod(route="/upload", method="POST")
    async def upload(
        self,
        file: Annotated[UploadFile, File()],
        purpose: Annotated[str, Form()],
        expires_after: Annotated[int | None, Form()] = None,
    ) -> Any: ...


class Echo:
    """Answers with its arguments, whatever the method."""

    def __getattr__(self, name: str) -> Any:
        @functools.wraps(getattr(Api, name))
        async def method(self: Any, **arguments: Any) -> Any:
            return arguments

        return method.__get__(self)


@pytest.fixture(scope="module")
def client() -> Any:
    return client_of(Api, Echo())


def test_p1_path_names_come_from_the_path_and_markers_are_kept(client: Any) -> None:
    answer = client.post("/shelf/3/items?kind=rare", json={"name": "a", "tags": ["x"]})
    assert answer.json() == {"name": "a", "shelf": 3, "tags": ["x"], "kind": "rare"}


def test_T8_a_path_field_is_not_demanded_in_the_body(client: Any) -> None:
    fields = document_of(Api)["components"]["schemas"]["EmbeddedRequest"]["properties"]
    assert list(fields) == ["name", "tags"]


def test_p2_scalars_of_a_get_are_query_parameters(client: Any) -> None:
    answer = client.get("/scalars?color=blue&mode=b")
    assert answer.json() == {"color": "blue", "limit": 86400, "mode": "b"}


def test_p2_lists_of_a_get_are_query_parameters(client: Any) -> None:
    answer = client.get("/lists?include=a&include=b")
    assert answer.json() == {"include": ["a", "b"], "limit": 5}
    places = {p["name"]: p["in"] for p in operation_of(Api, "get", "/lists")["parameters"]}
    assert places == {"include": "query", "limit": "query"}


@pytest.mark.parametrize("body", [["a", "b"], {"include": ["a", "b"]}])
def test_p2_the_old_body_form_of_a_list_is_still_accepted(client: Any, body: Any) -> None:
    answer = client.request("GET", "/lists?limit=2", json=body)
    assert answer.json() == {"include": ["a", "b"], "limit": 2}


def test_p2_the_query_form_wins_over_the_body_form(client: Any) -> None:
    answer = client.request("GET", "/lists?include=q", json=["b"])
    assert answer.json()["include"] == ["q"]


@pytest.mark.parametrize(
    "body", [b"{", b'"a"', b"\xff", b"null", b"[]", b'{"include": 3}', b"[" * 100_000]
)
def test_p2_a_body_that_is_no_list_is_ignored_as_it_was(client: Any, body: bytes) -> None:
    assert client.request("GET", "/lists", content=body).json()["include"] is None


@pytest.mark.parametrize(
    ("sent", "received"),
    [(b'["a", 1, true, null]', ["a", "1", "true", "null"]), (b'["\\ud800"]', ["?"])],
)
def test_p2_items_of_the_body_form_are_told_as_a_query_would(
    client: Any, sent: bytes, received: Any
) -> None:
    assert client.request("GET", "/lists", content=sent).json()["include"] == received


def test_p2_a_model_of_a_get_stays_a_body(client: Any) -> None:
    answer = client.request("GET", "/query-model", json={"name": "a"})
    assert answer.json() == {"item": {"name": "a", "size": 1}}


def test_p3_a_single_body_parameter_is_embedded(client: Any) -> None:
    assert client.post("/one-scalar", json={"name": "a"}).json() == {"name": "a"}
    assert client.post("/one-model", json={"item": {"name": "a"}}).status_code == 200
    assert client.post("/one-model", json={"name": "a"}).status_code == 400


def test_p3_a_marked_body_is_bare_beside_a_path_parameter(client: Any) -> None:
    answer = client.post("/bare/s", json={"name": "a"})
    assert answer.json() == {"shelf": "s", "item": {"name": "a", "size": 1}}


@pytest.mark.parametrize("sent", [{}, {"json": None}, {"json": {}}, {"content": b""}])
def test_p4_T9_an_optional_body_may_be_missing_null_or_empty(client: Any, sent: Any) -> None:
    assert client.post("/optional", **sent).json() == {"name": "x", "size": None}


def test_p5_unknown_keys_are_ignored(client: Any) -> None:
    assert client.post("/one-scalar", json={"name": "a", "b": 1}).json() == {"name": "a"}


def test_p5_a_model_that_keeps_unknown_keys_keeps_them(client: Any) -> None:
    answer = client.post("/open", json={"name": "a", "top_k": 3})
    assert answer.json() == {"params": {"name": "a", "top_k": 3}}


def test_p6_p7_two_paths_with_slashes_in_another_order_than_the_signature(client: Any) -> None:
    answer = client.get("/two/a/b/and/c/d")
    assert answer.json() == {"left": "a/b", "right": "c/d"}


def test_p9_defaults_are_evaluated_and_documented() -> None:
    schemas = {p["name"]: p["schema"] for p in operation_of(Api, "get", "/scalars")["parameters"]}
    assert schemas["limit"]["default"] == 86400
    assert schemas["color"]["default"] == "red"


class Sentinel(Protocol):
    @webmethod(route="/sentinel", method="POST")
    async def sentinel(self, name: str, size: int = NOT_GIVEN) -> bool: ...  # type: ignore[assignment]


class SentinelImpl:
    async def sentinel(self, name: str, size: int = NOT_GIVEN) -> bool:  # type: ignore[assignment]
        return size is NOT_GIVEN


def test_p9_a_sentinel_reaches_the_implementation_and_stays_out_of_the_document() -> None:
    client = client_of(Sentinel, SentinelImpl())
    assert client.post("/sentinel", json={"name": "a"}).json() is True
    assert "default" not in str(document_of(Sentinel)["components"]["schemas"]["SentinelRequest"])


class Sentinels(Protocol):
    @webmethod(route="/sentinels", method="GET")
    async def sentinels(
        self,
        after: str | NotGiven = NOT_GIVEN,
        include: list[str] | NotGiven = NOT_GIVEN,
        limit: Annotated[int | NotGiven | None, "how many"] = NOT_GIVEN,
    ) -> list[Any]: ...

    @webmethod(route="/sentinels", method="POST")
    async def sentinel_in_body(self, name: str, note: str | NotGiven = NOT_GIVEN) -> list[Any]: ...


class SentinelsImpl:
    async def sentinel_in_body(self, name: str, note: str | NotGiven = NOT_GIVEN) -> list[Any]:
        return [name, "absent" if note is NOT_GIVEN else note]

    async def sentinels(
        self,
        after: str | NotGiven = NOT_GIVEN,
        include: list[str] | NotGiven = NOT_GIVEN,
        limit: Annotated[int | NotGiven | None, "how many"] = NOT_GIVEN,
    ) -> list[Any]:
        return ["absent" if v is NOT_GIVEN else v for v in (after, include, limit)]


def test_p9_a_sentinel_of_a_class_of_its_own_can_be_the_default_of_a_query_parameter() -> None:
    client = client_of(Sentinels, SentinelsImpl())
    assert client.get("/sentinels").json() == ["absent"] * 3
    given = client.get("/sentinels?after=a&include=b&include=c&limit=2")
    assert given.json() == ["a", ["b", "c"], 2]
    assert client.get("/sentinels?limit=x").status_code == 400
    parameters = operation_of(Sentinels, "get", "/sentinels")["parameters"]
    assert [p["schema"] for p in parameters] == [
        {"type": "string", "title": "After"},
        {"type": "array", "items": {"type": "string"}, "title": "Include"},
        {"anyOf": [{"type": "integer"}, {"type": "null"}], "title": "Limit"},
    ]


def test_p9_a_sentinel_of_a_class_of_its_own_can_be_the_default_of_a_body_field() -> None:
    client = client_of(Sentinels, SentinelsImpl())
    assert client.post("/sentinels", json={"name": "a"}).json() == ["a", "absent"]
    assert client.post("/sentinels", json={"name": "a", "note": "n"}).json() == ["a", "n"]
    told = client.post("/sentinels", json={"name": "a", "note": 3}).json()
    assert [e["type"] for e in told["error"]["detail"]["errors"]] == [
        "string_type",
        "is_instance_of",
    ]


def test_p10_any_name_will_do(client: Any) -> None:
    sent = {"kwargs": {"a": 1}, "input": "i", "json": "j", "schema": "s", "model": "m"}
    given = {"metadata": {"k": "v"}, "filter": "f", "model_dump": 3, "_private": "p"}
    assert client.post("/odd", json=sent | given).json() == sent | given


def test_p11_a_marked_extra_field_is_a_body_field_and_listed_apart(client: Any) -> None:
    answer = client.post("/extra", json={"name": "a", "guards": ["g"]})
    assert answer.json() == {"name": "a", "guards": ["g"]}
    listed = operation_of(Api, "post", "/extra")["x-extra-body-params"]
    schema = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]}
    told = {"name": "guards", "description": "What guards it.", "required": False}
    assert listed == [{**told, "schema": schema}]
    components = document_of(Api)["components"]["schemas"]
    assert "guards" not in components["ExtraRequest"]["properties"]


def test_p8_multipart_keeps_its_fields_and_its_name(client: Any) -> None:
    document = document_of(Api)
    body = document["paths"]["/upload"]["post"]["requestBody"]["content"]
    (reference,) = [content["schema"]["$ref"] for content in body.values()]
    assert list(body) == ["multipart/form-data"]
    assert reference == "#/components/schemas/Body_upload_upload_post"


class Uploads(Protocol):
    @webmethod(route="/upload", method="POST")
    async def upload(
        self,
        file: Annotated[UploadFile, File()],
        purpose: Annotated[str, Form()],
        expires_after: Annotated[int | None, Form()] = None,
    ) -> Any: ...


async def parse_expiry(request: Request) -> int | None:
    form = await request.form()
    seconds = form.get("expires_after[seconds]")
    return int(str(seconds)) if seconds else None


class UploadsImpl:
    async def upload(
        self,
        file: Annotated[UploadFile, File()],
        purpose: Annotated[str, Form()],
        expires_after: Annotated[int | None, Depends(parse_expiry)] = None,
    ) -> Any:
        return [(await file.read()).decode(), purpose, expires_after]


def test_p8_T7_an_implementation_parses_a_form_field_its_own_way() -> None:
    client = client_of(Uploads, UploadsImpl())
    answer = client.post(
        "/upload",
        files={"file": ("a.txt", b"text")},
        data={"purpose": "test", "expires_after[seconds]": "60"},
    )
    assert answer.json() == ["text", "test", 60]


class Unmarked(Protocol):
    @webmethod(route="/unmarked", method="POST")
    async def unmarked(self, file: UploadFile, purpose: str, size: int = 3) -> Any: ...


class UnmarkedImpl:
    async def unmarked(self, file: UploadFile, purpose: str, size: int = 3) -> Any:
        return [file.filename, purpose, size]


def test_p8_what_stands_beside_a_file_is_a_form_field() -> None:
    client = client_of(Unmarked, UnmarkedImpl())
    answer = client.post("/unmarked", files={"file": ("a", b"b")}, data={"purpose": "p"})
    assert answer.json() == ["a", "p", 3]


class Beside(Protocol):
    @webmethod(route="/beside", method="DELETE")
    async def beside(
        self, item: Item, names: list[str] | None = None, share: float = Field(default=0.5, gt=0)
    ) -> Any: ...


def test_p2_a_query_parameter_beside_a_body_may_have_a_field_as_its_default() -> None:
    parameters = operation_of(Beside, "delete", "/beside")["parameters"]
    (share,) = [p["schema"] for p in parameters if p["name"] == "share"]
    assert (share["default"], share["exclusiveMinimum"]) == (0.5, 0)


Json = int | list["Json"]  # type: ignore[misc]


class Recursive(Protocol):
    @webmethod(route="/recursive", method="POST")
    async def recursive(self, size: int, doc: Json, note: str = "") -> Any: ...


def test_a_parameter_whose_type_cannot_be_built_is_named() -> None:
    with pytest.raises(DeclarationError, match="recursive cannot be built, for its `doc`: max"):
        operation_of(Recursive, "post", "/recursive")
