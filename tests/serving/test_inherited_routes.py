"""What an API inherits from one with a router is served by it where that one is not."""

from __future__ import annotations

from typing import Any, Protocol

import pytest
from fastapi import APIRouter, Depends, FastAPI, HTTPException
from starlette.testclient import TestClient

from routeshift import mount, webmethod
from routeshift.discovery import Api, Apis, Factory, api_of
from routeshift.errors import DeclarationError
from routeshift.openapi import document
from routeshift.serving import operations


class Readers(Protocol):
    async def list_items(self, kind: str = "any") -> list[str]: ...

    async def count_items(self) -> int: ...


class Items(Readers, Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> str: ...


class Counts(Readers, Protocol):
    @webmethod(route="/counts", method="GET", level="v1")
    async def list_items(self, kind: str = "any") -> list[str]: ...


class Service:
    async def list_items(self, kind: str = "any") -> list[str]:
        return [kind]

    async def count_items(self) -> int:
        return 7

    async def add_item(self, name: str) -> str:
        return name


def refuse() -> None:
    raise HTTPException(403)


def readers_router(impl: Readers) -> APIRouter:
    counting = APIRouter(tags=["counting"])

    @counting.get("/items/count", dependencies=[Depends(refuse)])
    async def count_items() -> int:
        return await impl.count_items()

    router = APIRouter(prefix="/v1", tags=["Readers"])
    router.include_router(counting)

    @router.get("/items", tags=["lists"])
    async def list_items(kind: str = "any") -> list[str]:
        return await impl.list_items(kind)

    @router.get("/about")
    async def about() -> str:
        return "no method of the Protocol"

    return router


READERS = Api("readers", "Readers", Readers, (), Factory(readers_router, None, Readers))
APIS = Apis((api_of(Counts), api_of(Items), READERS))


def served(*names: str, apis: Any = APIS) -> tuple[FastAPI, set[str]]:
    app = FastAPI()
    operations = mount(app, apis, dict.fromkeys(names, Service()))
    return app, {f"{o.api} {o}" for o in operations}


def test_an_api_serves_what_it_inherits_with_all_that_its_routes_have() -> None:
    app, operations = served("items")
    assert operations == {
        "items POST /v1/items",
        "items GET /v1/items",
        "items GET /v1/items/count",
    }
    client = TestClient(app)
    assert client.get("/v1/items", params={"kind": "odd"}).json() == ["odd"]
    assert client.get("/v1/items/count").status_code == 403


def test_it_serves_it_under_its_own_tag() -> None:
    paths = served("items")[0].openapi()["paths"]
    assert paths["/v1/items"]["get"]["tags"] == ["Items", "lists"]
    assert paths["/v1/items/count"]["get"]["tags"] == ["Items", "counting"]


def test_what_it_declares_anew_it_does_not_inherit() -> None:
    assert served("counts")[1] == {"counts GET /v1/counts", "counts GET /v1/items/count"}


def test_each_of_several_heirs_has_what_those_before_it_leave() -> None:
    assert served("counts", "items")[1] == {
        "counts GET /v1/counts",
        "counts GET /v1/items/count",
        "items GET /v1/items",
        "items POST /v1/items",
    }


def test_an_api_that_is_served_keeps_all_of_its_own() -> None:
    heir, own = served("items", "readers")[1], served("readers")[1]
    assert own == {"readers GET /v1/about", "readers GET /v1/items", "readers GET /v1/items/count"}
    assert heir == own | {"items POST /v1/items"}


@pytest.mark.parametrize("name", ["items", "counts"])
def test_the_routers_of_a_package_have_what_its_other_apis_inherit_of_them(name: str) -> None:
    """So that what stands beside a loop over webmethods mounts what this no longer finds."""
    legacy = {f"{name} {e.method} {e.path}" for e in APIS[name].endpoints}
    assert served(name, apis=APIS.routers)[1] == served(name)[1] - legacy


def test_a_document_of_an_api_alone_has_what_it_inherits() -> None:
    assert set(document(APIS.only("items"))["paths"]) == {"/v1/items", "/v1/items/count"}


def test_what_an_heir_inherits_is_checked_before_it_is_served() -> None:
    class Another(Service):
        async def list_items(self, kind: str, shelf: str) -> list[str]:  # type: ignore[override]
            return [kind, shelf]

    with pytest.raises(DeclarationError, match="list_items demands the parameter `shelf`"):
        mount(FastAPI(), APIS, {"items": Another()})


@pytest.mark.parametrize("order", [("items", "readers"), ("readers", "items")])
def test_what_several_calls_mount_is_served_by_the_first(order: tuple[str, str]) -> None:
    """As by the old servers, which added each Protocol's methods by itself."""
    app, _ = served(order[0])
    mount(app, APIS, {order[1]: Service()})
    owners = {o.path: o.api for o in operations(app) if o.method == "GET"}
    assert owners == {"/v1/items": order[0], "/v1/items/count": order[0], "/v1/about": "readers"}


def test_routers_that_one_function_makes_share_nothing() -> None:
    """They stand at one place, and are two APIs: neither answers for the other."""

    def made(name: str) -> Api:
        router = APIRouter()
        router.get("/v1/same")(lambda: name)
        return Api(name, name, factory=Factory(lambda _: router, None))

    app, apis = FastAPI(), [made("one"), made("other")]
    mount(app, apis, {"one": object()})
    with pytest.raises(DeclarationError, match="GET /v1/same is declared twice"):
        mount(app, apis, {"other": object()})
