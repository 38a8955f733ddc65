"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Path

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

    @router.get("/items/{item_id}", response_description="The item.")
    async def get_item(
        item_id: Annotated[str, Path(description="The id of the item.")],
    ) -> Item:
        """Look up an item."""
        return await impl.get_item(item_id=item_id)

    @router.post("/items/refresh", response_description="The newest.")
    async def refresh() -> Item:
        """Refresh all items."""
        return await impl.refresh()

    @router.post("/items/{item_id}/touch")
    async def touch(item_id: str) -> Item:
        return await impl.touch(item_id=item_id)

    return router
