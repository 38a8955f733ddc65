"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import ListItemsRequest, ListPartsRequest, Page


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

    @router.get("/items", response_description="A page.")
    async def list_items(request: Annotated[ListItemsRequest, Query()]) -> Page:
        """List items."""
        return await impl.list_items(request)

    @router.get("/items/{item_id}/parts")
    async def list_parts(
        item_id: str, request: Annotated[ListPartsRequest, Query()]
    ) -> Page:
        return await impl.list_parts(item_id=item_id, request=request)

    return router
