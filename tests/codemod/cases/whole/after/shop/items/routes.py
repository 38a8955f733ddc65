"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Body, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import (
    BareRequest,
    ChangeItemCall,
    ChangeItemRequest,
    GetItemRequest,
    Item,
    ListPartsCall,
    ListPartsRequest,
)


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

    @router.post("/items/{item_id}")
    async def change_item(item_id: str, request: ChangeItemRequest) -> Item:
        return await impl.change_item(ChangeItemCall(item_id=item_id, **dict(request)))

    @router.get("/items/{item_id}")
    async def get_item(item_id: str) -> Item:
        return await impl.get_item(GetItemRequest(item_id=item_id))

    @router.get("/items/{item_id}/parts")
    async def list_parts(
        item_id: str, request: Annotated[ListPartsRequest, Query()]
    ) -> Item:
        return await impl.list_parts(ListPartsCall(item_id=item_id, **dict(request)))

    @router.post("/items/{item_id}/bare")
    async def bare(item_id: str, item: Annotated[Item, Body(...)]) -> Item:
        return await impl.bare(request=BareRequest(item_id=item_id), item=item)

    return router
