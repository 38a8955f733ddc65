"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Path

from ..router_contract import (
    ContractRoute,
    standard_responses,
)
from .api import Items
from .models import AddItemRequest, Item


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

    @router.get("/items/{item_id}")
    async def get_item(
        item_id: Annotated[
            str,
            Path(
                description=(
                    "Its number, which does not fit on one "
                    "line of sixty, either."
                )
            ),
        ],
    ) -> Item:
        """Get an item."""
        return await impl.get_item(item_id=item_id)

    return router
