"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Body

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import Item


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
    async def add_item(
        params: Annotated[Item, Body(..., description="The item.")],
    ) -> Item:
        """Add an item."""
        return await impl.add_item(params=params)

    @router.post("/items/{item_id}")
    async def change_item(item_id: str, params: Annotated[Item, Body(...)]) -> Item:
        return await impl.change_item(item_id=item_id, params=params)

    return router
