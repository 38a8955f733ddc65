"""Rules D1 to D6: the document of legacy operations and routers."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Annotated, Any, Protocol

import pytest
from fastapi import APIRouter, Body, FastAPI, Path, Query
from fastapi.responses import StreamingResponse
from openapi_spec_validator import validate
from pydantic import BaseModel, Field

from routeshift import mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.errors import DeclarationError
from routeshift.openapi import Split, document, split
from routeshift.serving.contract import ContractRoute, EventStream, standard_responses


class Thing(BaseModel):
    """A thing."""

    name: str


class Chunk(BaseModel):
    delta: str


class Text(BaseModel):
    text: str


Event = Annotated[Chunk | Text, Field(union_mode="left_to_right")]


class Things(Protocol):
    """Things are found here."""

    @webmethod(route="/things/{thing_id}", method="GET", level="v1")
    async def get_thing(self, thing_id: str, verbose: bool = False) -> Thing:
        """Get a thing.

        With `{"json": "examples"}`.

        :param thing_id: The id
            of the thing.
        :param verbose: (Optional) Say more: all of it.
        :returns: The thing,
            whole.
        """
        ...

    @webmethod(route="/things", method="POST", level="v1", required_scope="write")
    async def openai_create_thing(self, name: str, size: int | None = None) -> Thing:
        """
        Create a thing.

        :param name: Its name.
        """
        ...

    @webmethod(route="/bare", method="POST", level="v1")
    async def bare(self, params: Annotated[Thing, Body()]) -> None: ...

    @webmethod(route="/stream", method="POST", level="v1alpha")
    async def stream(self, stream: bool = False) -> Thing | AsyncIterator[Chunk]: ...

    @webmethod(route="/events", method="POST", level="v1beta", deprecated=True)
    async def events(self, stream: bool = False) -> Thing | AsyncIterator[Event]: ...


def made(*apis: Api) -> dict[str, Any]:
    found = document(list(apis) or [api_of(Things)], title="T", version="2")
    validate(found)
    return found


def operation(method: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = made()["paths"][path][method]
    return found


def body_reference(of: dict[str, Any]) -> str:
    reference: str = of["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    return reference.rpartition("/")[2]


def test_d1_embedded_fields_are_a_request_model_named_by_the_method() -> None:
    assert body_reference(operation("post", "/v1/things")) == "OpenaiCreateThingRequest"
    schema = made()["components"]["schemas"]["OpenaiCreateThingRequest"]
    assert list(schema["properties"]) == ["name", "size"]
    assert schema["required"] == ["name"]
    assert "description" not in schema


def test_d1_a_bare_model_keeps_its_name() -> None:
    assert body_reference(operation("post", "/v1/bare")) == "Thing"


def test_d2_texts_come_from_the_docstring() -> None:
    get = operation("get", "/v1/things/{thing_id}")
    assert get["summary"] == "Get Thing"
    assert get["description"] == 'Get a thing.\n\nWith `{"json": "examples"}`.'
    assert get["responses"]["200"]["description"] == "The thing,"
    described = {p["name"]: p["description"] for p in get["parameters"]}
    assert described == {
        "thing_id": "The id of the thing.",
        "verbose": "(Optional) Say more: all of it.",
    }
    create = made()["components"]["schemas"]["OpenaiCreateThingRequest"]["properties"]
    assert create["name"]["description"] == "Its name."


def test_d3_tag_errors_and_flags() -> None:
    create = operation("post", "/v1/things")
    assert create["tags"] == ["Things"]
    assert {
        k: v["$ref"].rpartition("/")[2] for k, v in create["responses"].items() if k != "200"
    } == {
        "400": "BadRequest400",
        "429": "TooManyRequests429",
        "500": "InternalServerError500",
        "default": "DefaultError",
    }
    assert set(made()["components"]["responses"]) == {
        "BadRequest400",
        "TooManyRequests429",
        "InternalServerError500",
        "DefaultError",
    }


def test_d3_T22_no_422_appears_for_either_kind() -> None:
    found = made(api_of(Things), PLAIN)
    assert "422" not in str(found)
    assert "HTTPValidationError" not in found["components"]["schemas"]
    plain = found["paths"]["/plain"]["get"]["responses"]
    assert plain["400"] == {"$ref": "#/components/responses/BadRequest400"}


def test_d4_a_stream_is_a_second_content_with_its_items_schema() -> None:
    content = operation("post", "/v1alpha/stream")["responses"]["200"]["content"]
    assert content == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}},
        "text/event-stream": {"schema": {"$ref": "#/components/schemas/Chunk"}},
    }
    assert made()["components"]["schemas"]["Chunk"]["properties"]["delta"]


def test_d4_an_item_that_is_an_alias_has_the_aliass_name() -> None:
    content = operation("post", "/v1beta/events")["responses"]["200"]["content"]
    assert content["text/event-stream"] == {"schema": {"$ref": "#/components/schemas/Event"}}
    assert set(made()["components"]["schemas"]) >= {"Event", "Chunk", "Text"}


@pytest.mark.parametrize(
    ("part", "paths"),
    [
        (Split.STABLE, ["/v1/bare", "/v1/things", "/v1/things/{thing_id}"]),
        (Split.EXPERIMENTAL, ["/v1alpha/stream"]),
        (Split.DEPRECATED, ["/v1beta/events"]),
    ],
)
def test_d5_each_split_has_its_operations_and_their_components(
    part: Split, paths: list[str]
) -> None:
    found = split(made(), part)
    validate(found)
    assert sorted(found["paths"]) == paths
    assert ("OpenaiCreateThingRequest" in found["components"]["schemas"]) is (part is Split.STABLE)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/v2/x", Split.STABLE),
        ("/x", Split.STABLE),
        ("/v1gamma/x", Split.EXPERIMENTAL),
        ("/v2beta3/x", Split.EXPERIMENTAL),
    ],
)
def test_d5_a_level_that_is_more_than_a_number_is_no_stable_one(path: str, part: Split) -> None:
    document = {"paths": {path: {"get": {"responses": {}}}}}
    assert split(document, part)["paths"].keys() == {path}


def test_d5_combined_is_everything() -> None:
    assert split(made(), Split.COMBINED) == made()


class Info:
    def __init__(self, name: str, type_: Any) -> None:
        self.name, self.type = name, type_


class Unreferenced(BaseModel):
    inner: Thing


class Renamed(BaseModel):
    x: int


def iter_json_schema_types() -> list[type]:
    return [Unreferenced]


def iter_registered_schema_types() -> list[Info]:
    return [Info("Alias", Thing | Chunk), Info("Alias", Renamed)]


def test_d6_registered_models_are_components_though_nothing_refers_to_them() -> None:
    assert sys.modules[__name__]
    schemas = made()["components"]["schemas"]
    assert schemas["Unreferenced"]["properties"]["inner"] == {"$ref": "#/components/schemas/Thing"}


def test_d6_the_first_that_is_registered_under_a_name_has_it() -> None:
    assert made()["components"]["schemas"]["Alias"]["anyOf"] == [
        {"$ref": "#/components/schemas/Thing"},
        {"$ref": "#/components/schemas/Chunk"},
    ]


def test_T20_scopes_are_in_the_document() -> None:
    assert operation("post", "/v1/things")["x-required-scope"] == "write"


class CreateRequest(BaseModel):
    name: str = Field(description="Its name.")
    size: int | None = None


def create_plain_router(impl: Any) -> APIRouter:
    router = APIRouter()

    @router.get("/plain")
    async def plain(limit: int) -> Thing:
        return await impl.plain(limit)

    return router


PLAIN = Api("plain", "Plain", factory=Factory(create_plain_router, None))


class GetThingRequest(BaseModel):
    verbose: bool = Field(default=False, description="(Optional) Say more: all of it.")


class OpenaiCreateThingRequest(BaseModel):
    name: str = Field(description="Its name.")
    size: int | None = Field(default=None)


class StreamRequest(BaseModel):
    stream: bool = Field(default=False)


def create_migrated_router(impl: Any) -> APIRouter:
    """What the codemod makes of `Things`, in short."""
    router = APIRouter(
        prefix="/v1", tags=["Things"], responses=standard_responses, route_class=ContractRoute
    )

    @router.post("/bare")
    async def bare(params: Annotated[Thing, Body()]) -> None:
        await impl.bare(params)

    @router.get("/things/{thing_id}", response_description="The thing,")
    async def get_thing(
        thing_id: Annotated[str, Path(description="The id of the thing.")],
        request: Annotated[GetThingRequest, Query()],
    ) -> Thing:
        """Get a thing.

        With `{"json": "examples"}`.
        """
        return await impl.get_thing(thing_id, request)

    @router.post("/things", openapi_extra={"x-required-scope": "write"})
    async def openai_create_thing(request: OpenaiCreateThingRequest) -> Thing:
        """Create a thing."""
        return await impl.openai_create_thing(request)

    return router


def create_migrated_streams(impl: Any) -> APIRouter:
    router = APIRouter(tags=["Things"], responses=standard_responses, route_class=ContractRoute)

    def streams(name: str) -> dict[int | str, Any]:
        schema = {"$ref": f"#/components/schemas/{name}"}
        return {200: {"content": {"text/event-stream": {"schema": schema}}}}

    @router.post(
        "/v1beta/events", deprecated=True, response_model=Thing, responses=streams("Event")
    )
    async def events(request: StreamRequest | None = None) -> Thing | StreamingResponse:
        return EventStream(impl.events(request))

    @router.post("/v1alpha/stream", response_model=Thing, responses=streams("Chunk"))
    async def stream(request: StreamRequest | None = None) -> Thing | StreamingResponse:
        return EventStream(impl.stream(request))

    return router


def test_T22_a_migration_changes_nothing_in_the_document() -> None:
    legacy = made()
    migrated = made(
        Api("things", "Things", factory=Factory(create_migrated_router, None)),
        Api("streams", "Things", factory=Factory(create_migrated_streams, None)),
    )
    paths = ["/v1/things", "/v1/things/{thing_id}", "/v1/bare"]
    for path in paths:
        assert legacy["paths"][path] == migrated["paths"][path]
    schemas = legacy["components"]["schemas"]
    assert (
        schemas["OpenaiCreateThingRequest"]
        == (migrated["components"]["schemas"]["OpenaiCreateThingRequest"])
    )
    stream = legacy["paths"]["/v1alpha/stream"]["post"]
    assert stream["responses"] == migrated["paths"]["/v1alpha/stream"]["post"]["responses"]
    assert set(migrated["components"]["schemas"]) >= {"Event", "Chunk"}


def test_the_apps_own_document_is_the_same_one() -> None:
    class Impl:
        async def get_thing(self, thing_id: str, verbose: bool = False) -> Any: ...

        async def openai_create_thing(self, name: str, size: int | None = None) -> Any: ...

        async def bare(self, params: Annotated[Thing, Body()]) -> None: ...

        async def stream(self, stream: bool = False) -> Any: ...

        async def events(self, stream: bool = False) -> Any: ...

    app = FastAPI(title="T", version="2")
    mount(app, [api_of(Things)], {"things": Impl()})
    assert app.openapi() == made()
    assert app.openapi() is app.openapi()


def test_a_method_and_path_twice_is_refused_naming_both_places() -> None:
    with pytest.raises(DeclarationError, match=r"GET /plain is declared twice: .*plain") as error:
        made(PLAIN, Api("other", "Other", factory=PLAIN.factory))
    assert error.value.file is not None
