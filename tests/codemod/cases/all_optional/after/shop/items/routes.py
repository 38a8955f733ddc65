"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AddItemRequest, ChangeItemRequest, Item


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
    async def add_item(request: AddItemRequest | None = None) -> Item:
        request = request or AddItemRequest()
        return await impl.add_item(request)

    @router.post("/items/{item_id}")
    async def change_item(
        item_id: str, request: ChangeItemRequest | None = None
    ) -> Item:
        request = request or ChangeItemRequest()
        return await impl.change_item(item_id=item_id, request=request)

    return router
