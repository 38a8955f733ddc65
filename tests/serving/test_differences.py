"""`mount` tells what only an implementation takes, before the move and after it (rule R6)."""

from __future__ import annotations

import logging
from typing import Annotated, Any, Protocol

import pytest
from fastapi import APIRouter, Body, Depends, FastAPI, Header, Query, Request
from fastapi.testclient import TestClient
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SerializeAsAny, WrapValidator
from pydantic.json_schema import SkipJsonSchema

from routeshift import mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.serving.contract.promised import documented_in_query


class Legacy(Protocol):
    @webmethod(route="/run", method="POST")
    async def run(
        self, name: str, params: dict[str, Any], limit: int = 3, expires: str | None = None
    ) -> Any: ...


class RunRequest(BaseModel):
    """As a router by hand has it: what the document says."""

    name: str
    params: dict[str, Any]
    limit: int = 3
    expires: str | None = None


class KeptRequest(BaseModel):
    """As `migrate` writes it: what clients see, and the document as it was."""

    model_config = ConfigDict(json_schema_extra={"required": ["name", "params"]})

    name: str
    params: Annotated[
        dict[str, Any] | None,
        BeforeValidator(lambda value: value, json_schema_input_type=dict[str, Any]),
    ] = None
    limit: int = Field(default_factory=lambda: 5, json_schema_extra={"default": 3})
    expires: Annotated[str | None, WrapValidator(lambda value, _: value), SerializeAsAny()] = None
    loud: SkipJsonSchema[bool] = False


def migrated(model: type[BaseModel]) -> Api:
    class Migrated(Protocol):
        async def run(self, request: model) -> Any: ...  # type: ignore[valid-type]

    Migrated.run.__annotations__["request"] = model

    def create_router(impl: Any) -> APIRouter:
        router = APIRouter()

        async def run(request: Any) -> Any:
            return await impl.run(request)

        run.__annotations__["request"] = model
        router.post("/run")(run)
        return router

    return Api("it", "It", Migrated, factory=Factory(create_router, None, Migrated))


LEGACY, BY_HAND, KEPT = api_of(Legacy, "it"), migrated(RunRequest), migrated(KeptRequest)


async def parse(request: Request) -> str | None:
    return request.headers.get("expires")


class Optional:
    async def run(
        self,
        name: str,
        params: dict[str, Any] | None = None,
        limit: int = 3,
        expires: str | None = None,
    ) -> Any:
        return params


class Larger:
    async def run(
        self, name: str, params: dict[str, Any], limit: int = 5, expires: str | None = None
    ) -> Any:
        return limit


class Parses:
    async def run(
        self,
        name: str,
        params: dict[str, Any],
        limit: int = 3,
        expires: Annotated[str | None, Depends(parse)] = None,
    ) -> Any:
        return expires


class Loud:
    async def run(
        self,
        name: str,
        params: dict[str, Any],
        limit: int = 3,
        expires: str | None = None,
        loud: bool = False,
    ) -> Any:
        return loud


class Other:
    async def run(
        self, name: str, params: list[str], limit: int = 3, expires: str | None = None
    ) -> Any:
        return params


def told(api: Api, impl: Any, caplog: pytest.LogCaptureFixture) -> list[str]:
    """What is logged of an implementation, with where it is."""
    caplog.clear()
    with caplog.at_level(logging.WARNING, logger="routeshift"):
        mount(FastAPI(), [api], {"it": impl}, bridge=True)
    assert all(f"({__file__}:" in message for message in caplog.messages)
    return [message.partition(f" ({__file__}:")[0] for message in caplog.messages]


SAYS = "but the document says"
FOUND = [
    (Optional(), f"Optional.run has the default None for `params`, {SAYS} no default"),
    (Parses(), f"Parses.run reads `expires` by its own Depends(parse), {SAYS} a plain parameter"),
    (Other(), "Other.run has another type for `params` than the document"),
]


@pytest.mark.parametrize(("impl", "message"), FOUND)
def test_a_difference_is_told_before_the_move_and_after_it_that_it_is_lost(
    impl: Any, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert told(LEGACY, impl, caplog) == [f"{message}."]
    assert told(BY_HAND, impl, caplog) == [f"{message}, and so does its router."]


def test_a_default_of_its_own_is_kept_behind_a_bridge_and_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    message = f"Larger.run has the default 5 for `limit`, {SAYS} the default 3."
    assert told(LEGACY, Larger(), caplog) == told(BY_HAND, Larger(), caplog) == [message]
    assert told(KEPT, Larger(), caplog)[0] == message


def test_T19_a_parameter_of_its_own_is_told_and_what_becomes_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert told(LEGACY, Loud(), caplog) == ["Loud.run takes `loud`, which no document has."]
    assert told(BY_HAND, Loud(), caplog) == ["Loud.run takes `loud`, which its router does not pass."]  # fmt: skip # noqa: E501
    assert "Loud.run takes `loud`, which no document has." in told(KEPT, Loud(), caplog)


@pytest.mark.parametrize(("impl", "message"), FOUND[:2])
def test_what_the_router_keeps_is_not_told_as_lost(
    impl: Any, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert f"{message}." in told(KEPT, impl, caplog)


def test_P5_a_bridge_passes_on_nothing_that_a_method_never_took() -> None:
    class Few:
        async def run(self, name: str) -> Any:
            return name

    app = FastAPI()
    mount(app, [BY_HAND], {"it": Few()}, bridge=True)
    answer = TestClient(app).post("/run", json={"name": "a", "params": {}, "limit": 7})
    assert answer.json() == "a"


def test_what_is_spelled_in_another_way_is_no_difference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Spelled:
        async def run(
            self,
            name: Annotated[str, Field(description="the name")],
            params: dict[str, Any],
            limit: int = 3,
            expires: str | None = None,
        ) -> Any: ...

    assert told(LEGACY, Spelled(), caplog) == told(BY_HAND, Spelled(), caplog) == []


class FindRequest(BaseModel):
    tag: list[str] = []
    n: int = Field(default_factory=lambda: 3)


class Moved(Protocol):
    async def find(self, cid: str, request: FindRequest, *, h: str = "q", user: Any) -> Any: ...


class Finds:
    async def find(
        self,
        cid: int,
        tag: Annotated[list[str], Query()] = [],  # noqa: B006
        n: int = 3,
        *,
        h: Annotated[str, Header()] = "q",
        user: Annotated[Any, Depends(parse)],
    ) -> Any: ...


def moved_router(impl: Any) -> APIRouter:
    """As `migrate` writes it where an implementation takes more than its Protocol."""
    router = APIRouter()

    @router.get("/find/{cid}")
    async def find(
        cid: Annotated[str, WrapValidator(lambda value, _: int(value))],
        n: Annotated[int, Query(default_factory=lambda: 3)],
        user: Annotated[Any, Depends(parse)],
        tag: Annotated[list[str], Query(include_in_schema=False)] = [],  # noqa: B006
        h: Annotated[str, Header(include_in_schema=False)] = "q",
    ) -> Any:
        return await impl.find(cid=cid, request=FindRequest(tag=tag, n=n), h=h, user=user)

    return router


def test_the_router_says_what_is_read_and_documented_after_the_move(
    caplog: pytest.LogCaptureFixture,
) -> None:
    api = Api("it", "It", Moved, factory=Factory(moved_router, None, Moved))
    assert told(api, Finds(), caplog) == [
        "Finds.find has another type for `cid` than the document.",
        "Finds.find takes `tag`, which no document has.",
        f"Finds.find has the default 3 for `n`, {SAYS} no default.",
        "Finds.find takes `h`, which no document has.",
    ]


class ListRequest(BaseModel):
    ids: SkipJsonSchema[list[int] | None] = None


class Lists(Protocol):
    async def find(self, request: ListRequest) -> Any: ...


class TakesList:
    async def find(self, ids: list[int] | None = None) -> Any: ...


def test_P2_a_list_of_the_body_is_in_the_document_where_its_router_promises_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def create_router(impl: Any) -> APIRouter:
        router = APIRouter()

        @documented_in_query(router, "ids")
        @router.get("/find")
        async def find(request: ListRequest) -> Any:
            return await impl.find(request)

        return router

    create_router.__annotations__["impl"] = Lists
    api = Api("it", "It", Lists, factory=Factory(create_router, None, Lists))
    assert told(api, TakesList(), caplog) == []


class Car(BaseModel):
    vin: str


class Places(Protocol):
    @webmethod(route="/a", method="POST")
    async def a(self, car: Annotated[Car, Body()]) -> Any: ...

    @webmethod(route="/b", method="POST")
    async def b(self, n: int, m: str) -> Any: ...

    @webmethod(route="/c", method="GET")
    async def c(self, n: int) -> Any: ...


class Elsewhere:
    async def a(self, car: Car) -> Any: ...
    async def b(self, n: Annotated[int, Query()], m: Annotated[str, Header()]) -> Any: ...
    async def c(self, n: Annotated[int, Query(alias="nn")]) -> Any: ...


class BRequest(BaseModel):
    n: int
    m: str


class CRequest(BaseModel):
    n: int


class MovedPlaces(Protocol):
    async def a(self, car: Annotated[Car, Body()]) -> Any: ...
    async def b(self, request: BRequest) -> Any: ...
    async def c(self, request: CRequest) -> Any: ...


def router_of_places(impl: Any) -> APIRouter:
    router = APIRouter()

    @router.post("/a")
    async def a(car: Annotated[Car, Body()]) -> Any:
        return await impl.a(car=car)

    @router.post("/b")
    async def b(request: BRequest) -> Any:
        return await impl.b(request)

    @router.get("/c")
    async def c(request: Annotated[CRequest, Query()]) -> Any:
        return await impl.c(request)

    return router


def test_R6_where_parameters_travel_is_told_before_the_move_and_after_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clauses = [
        f"a takes `car` as embedded body field `car`, {SAYS} bare body `car`",
        f"b takes `n` as query `n`, {SAYS} embedded body field `n`",
        f"b takes `m` as header `m`, {SAYS} embedded body field `m`",
        f"c takes `n` as query `nn`, {SAYS} query `n`",
    ]
    before = told(api_of(Places, "it"), Elsewhere(), caplog)
    assert before == [f"Elsewhere.{clause}." for clause in clauses]
    factory = Factory(router_of_places, None, MovedPlaces)
    after = told(Api("it", "It", MovedPlaces, factory=factory), Elsewhere(), caplog)
    assert after == [f"Elsewhere.{clause}, and so does its router." for clause in clauses]
