"""The routers of the Items and OldItems APIs."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items, OldItems
from .models import AddItemRequest, AddOldItemRequest, Item


def create_items_router(impl: Items) -> APIRouter:
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

    return router


def create_old_items_router(impl: OldItems) -> APIRouter:
    """Create the router of the OldItems API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["OldItems"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/old-items")
    async def add_old_item(request: AddOldItemRequest) -> Item:
        return await impl.add_old_item(request)

    return router
