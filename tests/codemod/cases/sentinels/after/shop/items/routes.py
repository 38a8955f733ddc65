"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from ..router_contract import ContractRoute, lists_in_body, standard_responses
from .api import Items
from .models import AddItemRequest, ListItemsRequest, Page


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
    async def add_item(request: AddItemRequest) -> Page:
        return await impl.add_item(request)

    @router.get("/items", dependencies=[Depends(lists_in_body("include"))])
    async def list_items(request: Annotated[ListItemsRequest, Query()]) -> Page:
        """List items."""
        return await impl.list_items(request)

    return router
