"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import ChangeItemRequest, GetItemRequest, Page


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
    async def change_item(item_id: str, request: ChangeItemRequest) -> Page:
        return await impl.change_item(item_id=item_id, request=request)

    @router.get("/items/{item_id}")
    async def get_item(
        item_id: str, request: Annotated[GetItemRequest, Query()]
    ) -> Page:
        return await impl.get_item(item_id=item_id, request=request)

    return router
