"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import (
    AddItemRequest,
    ChangeItemRequest,
    Item,
    NameItemRequest,
    TagItemRequest,
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

    @router.post("/items")
    async def add_item(request: AddItemRequest) -> Item:
        return await impl.add_item(request)

    @router.post("/items/{item_id}")
    async def change_item(item_id: str, request: ChangeItemRequest) -> Item:
        return await impl.change_item(item_id=item_id, request=request)

    @router.post("/items/name")
    async def name_item(request: NameItemRequest) -> Item:
        return await impl.name_item(request)

    @router.post("/items/tags")
    async def tag_item(request: TagItemRequest) -> Item:
        return await impl.tag_item(request)

    return router
