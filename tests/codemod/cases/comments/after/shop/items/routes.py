# Copyright the shop.
# SPDX-License-Identifier: MIT

"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AddItemRequest, CountItemsRequest, FindItemsRequest, Item


def create_router(impl: Items) -> APIRouter:
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
        """Add an item."""
        return await impl.add_item(request)

    @router.post("/items/counted")
    async def count_items(request: CountItemsRequest | None = None) -> int:
        request = request or CountItemsRequest()
        return await impl.count_items(request)

    @router.post("/items/found")
    async def find_items(request: FindItemsRequest) -> int:
        """Find items."""
        return await impl.find_items(request)

    @router.get("/items/{item_id}")
    async def get_item(item_id: str) -> Item:
        return await impl.get_item(item_id=item_id)

    return router
