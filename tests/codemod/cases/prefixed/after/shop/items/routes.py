"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import ListItemsRequest


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

    @router.get("/items")
    async def list_items(request: Annotated[ListItemsRequest, Query()]) -> list[str]:
        return await impl.list_items(request)

    @router.delete("/items/{item_id}", status_code=204)
    async def delete_item(item_id: str) -> None:
        return await impl.delete_item(item_id=item_id)

    return router
