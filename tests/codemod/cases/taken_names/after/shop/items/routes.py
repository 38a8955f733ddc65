"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Path

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import Field, ItemsAddItemRequest


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
    async def add_item(request: ItemsAddItemRequest) -> Field:
        """Add an item."""
        return await impl.add_item(request)

    @router.get("/items/{name}")
    async def get_item(name: Annotated[str, Path(description="The name.")]) -> Field:
        """Get an item."""
        return await impl.get_item(name=name)

    return router
