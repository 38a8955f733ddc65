"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Body, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import Filter, ListItemsRequest, Page


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
    async def list_items(
        request: Annotated[ListItemsRequest, Query()],
        filter: Annotated[Filter | None, Body(description="Only such items.")] = None,
    ) -> Page:
        """List items."""
        return await impl.list_items(request=request, filter=filter)

    return router
