"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..router_contract import PageRoute, standard_responses
from .api import Items
from .models import AddItemRequest, Page, RemoveOldRequest


def create_router(impl: Items) -> APIRouter:
    """Create the router of the Items API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Items"],
        responses=standard_responses,
        route_class=PageRoute,
    )

    @router.post("/items")
    async def add_item(request: AddItemRequest) -> None:
        return await impl.add_item(request)

    @router.get("/items")
    async def list_items() -> Page:
        return await impl.list_items()

    @router.delete("/items/{item_id}", status_code=204)
    async def remove_item(item_id: str) -> None:
        return await impl.remove_item(item_id=item_id)

    @router.delete("/items/{item_id}/old")
    async def remove_old(
        item_id: str, request: Annotated[RemoveOldRequest, Query()]
    ) -> Page:
        return await impl.remove_old(item_id=item_id, request=request)

    return router
