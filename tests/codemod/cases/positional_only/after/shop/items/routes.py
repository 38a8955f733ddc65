"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from ..router_contract import ContractRoute, lists_in_body, standard_responses
from .api import Items
from .models import AddPartRequest, ChangeItemRequest, Item, RemoveItemsRequest


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

    @router.post("/items/{item_id}/parts")
    async def add_part(item_id: str, request: AddPartRequest) -> Item:
        return await impl.add_part(item_id=item_id, request=request)

    @router.post("/items/{item_id}")
    async def change_item(item_id: str, request: ChangeItemRequest) -> Item:
        return await impl.change_item(item_id=item_id, request=request)

    @router.get("/items/{item_id:path}")
    async def get_item(item_id: str) -> Item:
        return await impl.get_item(item_id)

    @router.delete("/items", dependencies=[Depends(lists_in_body("names"))])
    async def remove_items(request: Annotated[RemoveItemsRequest, Query()]) -> Item:
        return await impl.remove_items(request)

    return router
