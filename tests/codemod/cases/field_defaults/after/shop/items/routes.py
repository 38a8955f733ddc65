"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from ..router_contract import ContractRoute, lists_in_body, standard_responses
from .api import Items
from .models import AddItemRequest, AddItemsRequest, Item, RemoveItemRequest


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

    @router.post("/items/all")
    async def add_items(request: AddItemsRequest | None = None) -> list[Item]:
        request = request or AddItemsRequest()
        return await impl.add_items(request)

    @router.delete(
        "/items/{name}", status_code=204, dependencies=[Depends(lists_in_body("names"))]
    )
    async def remove_item(
        name: str,
        request: RemoveItemRequest,
        names: Annotated[list[str] | None, Query()] = None,
        share: Annotated[float, Field(gt=0), Query()] = 0.5,
    ) -> None:
        return await impl.remove_item(
            name=name, request=request, names=names, share=share
        )

    return router
