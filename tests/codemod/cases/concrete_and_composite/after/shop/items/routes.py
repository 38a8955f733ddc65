"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AddItemRequest, Item, RankRequest


def create_router(impl: Items) -> APIRouter:
    """Create the router of the Items API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        tags=["Items"], responses=standard_responses, route_class=ContractRoute
    )

    @router.post("/v1alpha/items/rank")
    async def rank(request: RankRequest) -> Item:
        """Rank items."""
        return await impl.rank(request)

    @router.post("/v1/items")
    async def add_item(request: AddItemRequest) -> Item:
        return await impl.add_item(request)

    @router.get("/v1/items/{name}")
    async def get_item(name: str) -> Item:
        return await impl.get_item(name=name)

    return router
