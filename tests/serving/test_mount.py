"""Mounting both kinds: router first, webmethod as fallback, never both."""

from __future__ import annotations

from typing import Any, Protocol

import pytest
from fastapi import APIRouter, Depends, FastAPI, Header
from pydantic import BaseModel
from starlette.testclient import TestClient

from routeshift import build_router, mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.errors import DeclarationError
from routeshift.serving import operations


class Item(BaseModel):
    name: str


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str) -> Item: ...

    @webmethod(route="/items/{item_id}", method="DELETE", level="v1")
    async def delete_item(self, item_id: str) -> None: ...


class Impl:
    async def get_item(self, item_id: str) -> Item:
        if item_id == "none":
            raise LookupError(f"no {item_id}")
        return Item(name=item_id)

    async def delete_item(self, item_id: str) -> None:
        return None


async def caller(x_caller: str = Header(default="nobody")) -> str:
    return x_caller


def create_router(impl: Impl) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["Items"])

    @router.get("/items/{id}")
    async def read(id: str, who: str = Depends(caller), limit: int = 1) -> dict[str, Any]:  # noqa: A002
        if id == "none":
            raise ValueError("no such item")
        if id == "broken":
            raise RuntimeError("secret")
        return {"routed": (await impl.get_item(id)).name, "who": who, "limit": limit}

    return router


BOTH = Api("items", "Items", Items, api_of(Items).endpoints, Factory(create_router, source=None))


def client_of_both(app: FastAPI | None = None, **options: Any) -> TestClient:
    app = app or FastAPI()
    mount(app, [BOTH], {"items": Impl()}, **options)
    return TestClient(app, raise_server_exceptions=False)


def test_the_router_serves_what_it_has_and_the_webmethod_the_rest() -> None:
    app = FastAPI()
    client = client_of_both(app)
    assert client.get("/v1/items/a").json() == {"routed": "a", "who": "nobody", "limit": 1}
    assert client.delete("/v1/items/a").status_code == 204
    assert [(o.name, o.kind) for o in operations(app)] == [
        ("read", "router"),
        ("delete_item", "legacy"),
    ]


def test_T3_errors_of_routers_that_know_no_contract_are_told_the_same_way() -> None:
    client = client_of_both()
    answer = client.get("/v1/items/none")
    assert (answer.status_code, answer.json()) == (400, {"detail": "Invalid value: no such item"})
    answer = client.get("/v1/items/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    answer = client.get("/v1/items/a?limit=x")
    assert answer.status_code == 400
    assert answer.json()["error"]["detail"]["errors"][0]["type"] == "int_parsing"


def test_the_hosts_own_routes_keep_their_errors() -> None:
    app = FastAPI()

    @app.get("/own")
    async def own(limit: int) -> int:
        return limit

    assert client_of_both(app).get("/own").status_code == 422


def test_the_hosts_own_handlers_come_first() -> None:
    from starlette.responses import PlainTextResponse

    app = FastAPI()
    app.add_exception_handler(ValueError, lambda *_: PlainTextResponse("mine", 499))
    assert client_of_both(app).get("/v1/items/none").status_code == 499


def test_dependency_overrides_of_the_app_reach_its_routers() -> None:
    app = FastAPI()
    client = client_of_both(app)
    app.dependency_overrides[caller] = lambda: "somebody"
    assert client.get("/v1/items/a").json()["who"] == "somebody"


@pytest.mark.parametrize("path", ["/v1/items/a", "/v1/items/b"])
def test_dependencies_of_the_app_guard_both_kinds(path: str) -> None:
    def guard() -> None:
        raise PermissionError("closed")

    client = client_of_both(FastAPI(dependencies=[Depends(guard)]))
    assert client.get(path).status_code == 403
    assert client.delete(path).status_code == 403


def test_apis_without_an_implementation_are_not_served() -> None:
    app = FastAPI()
    assert mount(app, [BOTH], {}) == []
    assert TestClient(app).get("/v1/items/a").status_code == 404


def test_an_implementation_without_an_api_is_refused() -> None:
    with pytest.raises(DeclarationError, match="'itms', but no such API"):
        mount(FastAPI(), [BOTH], {"itms": Impl()})


def test_p2_lists_are_read_from_no_other_place() -> None:
    with pytest.raises(DeclarationError, match="cannot be read from 'nowhere'"):
        mount(FastAPI(), [BOTH], {"items": Impl()}, lists="nowhere")


def test_a_conflict_with_the_hosts_own_route_is_refused_naming_both() -> None:
    app = FastAPI()

    @app.get("/v1/items/{anything}")
    async def mine(anything: str) -> str:
        return anything

    with pytest.raises(DeclarationError, match=r"declared twice: .*read.*mine in .*test_mount"):
        mount(app, [BOTH], {"items": Impl()})
    assert TestClient(app).get("/v1/items/a").json() == "a"


def test_mounting_twice_serves_both_and_documents_both() -> None:
    class Others(Protocol):
        @webmethod(route="/others", method="GET", level="v1")
        async def others(self) -> str: ...

    class OthersImpl:
        async def others(self) -> str:
            return "others"

    app = FastAPI()
    client = client_of_both(app)
    assert "/v1/others" not in client.get("/openapi.json").json()["paths"]
    mount(app, [api_of(Others)], {"others": OthersImpl()})
    assert client.get("/v1/others").json() == "others"
    assert "/v1/others" in client.get("/openapi.json").json()["paths"]


def failing(impl: Any) -> APIRouter:
    raise KeyError("settings")


def wrong(impl: Any) -> Any:
    return "router"


@pytest.mark.parametrize(
    ("factory", "reason"),
    [(failing, "cannot be made: KeyError: 'settings'"), (wrong, "returns str, not an APIRouter")],
)
def test_a_factory_that_fails_stops_the_start_with_its_error(factory: Any, reason: str) -> None:
    api = Api("items", "Items", factory=Factory(factory, None))
    with pytest.raises(DeclarationError, match=reason):
        mount(FastAPI(), [api], {"items": Impl()})


def test_build_router_gives_a_router_for_any_app() -> None:
    app = FastAPI()
    app.include_router(build_router(BOTH, Impl()), prefix="/api")
    client = TestClient(app)
    assert client.get("/api/v1/items/a").json()["routed"] == "a"
    assert client.delete("/api/v1/items/a").status_code == 204
