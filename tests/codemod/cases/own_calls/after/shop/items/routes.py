"""The routers of the Items and Orders APIs."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items, Orders
from .models import (
    AddItemRequest,
    AddTwiceRequest,
    Item,
    ListItemsRequest,
    OrderRequest,
)


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
    async def add_item(request: AddItemRequest) -> Item:
        return await impl.add_item(request)

    @router.get("/items")
    async def list_items(request: Annotated[ListItemsRequest, Query()]) -> list[str]:
        return await impl.list_items(request)

    @router.post("/items/twice")
    async def add_twice(request: AddTwiceRequest) -> list[Item]:
        """Add an item twice, or more often."""
        return await impl.add_twice(request)

    return router


def create_orders_router(impl: Orders) -> APIRouter:
    """Create the router of the Orders API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Orders"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/orders")
    async def order(request: OrderRequest) -> str:
        return await impl.order(request)

    return router
