"""The routers of the Items and Carts APIs."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Carts, Items
from .models import AddCartRequest, AddItemRequest, ChangeItemRequest, GetItemRequest


def create_items_router(impl: Items) -> APIRouter:
    """Create the router of the Items API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Items"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/items")
    async def add_item(request: AddItemRequest) -> str:
        return await impl.add_item(request)

    @router.post("/items/{item_id}")
    async def change_item(item_id: str, request: ChangeItemRequest) -> str:
        return await impl.change_item(item_id=item_id, request=request)

    @router.get("/items/{item_id}")
    async def get_item(
        item_id: str, request: Annotated[GetItemRequest, Query()]
    ) -> str:
        return await impl.get_item(item_id=item_id, request=request)

    return router


def create_carts_router(impl: Carts) -> APIRouter:
    """Create the router of the Carts API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Carts"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/carts")
    async def add_cart(request: AddCartRequest) -> str:
        return await impl.add_cart(request)

    @router.delete("/carts/{name}", status_code=204)
    async def remove_cart(name: str) -> None:
        return await impl.remove_cart(name=name)

    return router
