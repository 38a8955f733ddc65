"""The router of the Items API."""

from typing import Annotated, Optional

from fastapi import APIRouter, Body, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import ChangeItemRequest, Item, KindsRequest


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
    async def change_item(
        item_id: str, request: ChangeItemRequest | None = None
    ) -> Item:
        request = request or ChangeItemRequest()
        return await impl.change_item(item_id=item_id, request=request)

    @router.post("/items")
    async def add_item(item: Annotated[Item, Body()]) -> list[Item]:
        return await impl.add_item(item=item)

    @router.get("/kinds")
    async def kinds(
        request: Annotated[KindsRequest, Query()],
    ) -> Optional[dict[str, Item]]:
        return await impl.kinds(request)

    return router
