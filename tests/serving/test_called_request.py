"""A parameter called `request` is a field of the request model, which has this name, too (P10)."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel
from starlette.testclient import TestClient

from routeshift import bridge, mount
from routeshift.discovery import Api, Factory


class Address(BaseModel):
    street: str


class Asked(BaseModel):
    request: Address
    urgent: bool = False


class Ask(Protocol):
    async def ask(self, request: Asked) -> Any: ...


class AskScalars:
    async def ask(self, request: Address, urgent: bool = False) -> Any:
        return request, urgent


def test_P10_a_model_called_request_is_a_field_of_the_request() -> None:
    bridged = bridge(AskScalars(), Ask)
    address = Address(street="a")
    called = bridged.ask(Asked(request=address, urgent=True))
    assert asyncio.run(called) == (address, True)


def test_P10_such_a_field_is_no_difference_to_its_router(caplog: Any) -> None:
    def create_router(impl: Ask) -> APIRouter:
        router = APIRouter()

        @router.post("/ask")
        async def ask(request: Asked) -> Any:
            return await impl.ask(request)

        return router

    api = Api("ask", "Ask", Ask, factory=Factory(create_router, None, Ask))
    app = FastAPI()
    mount(app, [api], {"ask": AskScalars()}, bridge=True)
    assert caplog.messages == []
    answer = TestClient(app).post("/ask", json={"request": {"street": "a"}})
    assert answer.json() == [{"street": "a"}, False]
