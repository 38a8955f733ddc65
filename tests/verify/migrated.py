"""The same API as a router: each route by its name, so that a fault can replace one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, File, Form, Query, Request, UploadFile
from verify.shop import (
    Answer,
    AskRequest,
    ChangeOrderRequest,
    Chunk,
    CreateItemRequest,
    Expiry,
    Gate,
    Item,
    ListItemsRequest,
    Lookup,
    MigratedShop,
    Page,
    SearchRequest,
    UploadRequest,
    add_inspection,
    expiry,
    user,
)

from routeshift import find_operation
from routeshift.serving.contract import EventStream, PageRoute
from routeshift.stubs import stub_implementation

AddRoute = Callable[[APIRouter, Any], None]
# What a client sends at the start of each request, so that the gate lets it in.
CREDENTIALS = (("authorization", "Bearer good"), ("x-user", "ann"))


def get_item(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/items/{item_id:path}")
    async def get_item(item_id: str) -> Item:
        return await impl.get_item(item_id)


def list_items(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/items")
    async def list_items(request: Annotated[ListItemsRequest, Query()]) -> Page:
        return await impl.list_items(request)


def create_item(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/items")
    async def create_item(request: CreateItemRequest) -> Item:
        return await impl.create_item(request)


def remove_line(router: APIRouter, impl: Any) -> None:
    @router.delete("/v1/orders/{order_id}/lines/{line}", status_code=204)
    async def remove_line(order_id: str, line: int) -> None:
        return await impl.remove_line(order_id, line)


def change_order(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/orders/{order_id}")
    async def change_order(order_id: str, request: ChangeOrderRequest) -> Item:
        return await impl.change_order(order_id, request)


def search(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/search")
    async def search(request: SearchRequest | None = None) -> list[Item]:
        return await impl.search(request or SearchRequest())


def ask(router: APIRouter, impl: Any) -> None:
    @router.post("/v1alpha/ask", response_model=Answer)
    async def ask(request: AskRequest) -> Answer | AsyncIterator[Chunk]:
        if request.stream:
            return EventStream(impl.ask(request))
        return await impl.ask(request)


def upload(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/files")
    async def upload(
        file: Annotated[UploadFile, File()],
        purpose: Annotated[str, Form()],
        expires_after: Annotated[Expiry | None, Depends(expiry)] = None,
    ) -> Answer:
        request = UploadRequest(purpose=purpose, expires_after=expires_after)
        return await impl.upload(request, file=file)


def health(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/health", deprecated=True, openapi_extra={"x-public": True})
    async def health() -> Answer:
        return await impl.health()


ROUTES: Mapping[str, AddRoute] = {
    function.__name__: function
    for function in (
        list_items,
        create_item,
        get_item,
        remove_line,
        change_order,
        search,
        ask,
        upload,
        health,
    )
}


async def with_user(request: Request) -> AsyncIterator[None]:
    """The host's context, as a dependency of every route."""
    async with user(request):
        yield


def migrated_app(
    changed: Mapping[str, AddRoute] | None = None,
    *,
    impl: Any = None,
    route_class: Any = PageRoute,
    inspection: Callable[[FastAPI], None] = add_inspection,
    lookup: Lookup = find_operation,
    context: Any = with_user,
    lifespan: Any = None,
) -> Gate:
    """The API as a router.

    Args:
        changed: Routes that replace those of the same name.
        impl: What answers; a stub by default.
        route_class: The class of the routes.
        inspection: Adds the host's list of routes.
        lookup: What the gate asks.
        context: The dependency of every route that sets the host's context; None for none.
        lifespan: The app's.
    """
    app = FastAPI(lifespan=lifespan)
    router = APIRouter(route_class=route_class)
    for add in {**ROUTES, **(changed or {})}.values():
        add(router, impl or stub_implementation(MigratedShop))
    app.include_router(router, dependencies=[Depends(context)] if context else [])
    inspection(app)
    return Gate(app, lookup)
