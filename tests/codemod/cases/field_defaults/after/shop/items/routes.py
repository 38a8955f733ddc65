"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AddItemRequest, AddItemsRequest, Item


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

    @router.post("/items/all")
    async def add_items(request: AddItemsRequest | None = None) -> list[Item]:
        request = request or AddItemsRequest()
        return await impl.add_items(request)

    return router
