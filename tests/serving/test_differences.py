"""`mount` tells what only an implementation takes, before the move and after it (rule R6)."""

from __future__ import annotations

import logging
from typing import Annotated, Any, Protocol

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.testclient import TestClient
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SerializeAsAny, WrapValidator
from pydantic.json_schema import SkipJsonSchema

from routeshift import mount, webmethod
from routeshift.discovery import Api, Factory, api_of


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
