"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from ..router_contract import ContractRoute, lists_in_body, standard_responses
from .api import Items
from .models import GetItemRequest, Page


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

    @router.get("/items/{item_id}", dependencies=[Depends(lists_in_body("include"))])
    async def get_item(
        item_id: str, request: Annotated[GetItemRequest, Query()]
    ) -> Page:
        return await impl.get_item(item_id=item_id, request=request)

    return router
