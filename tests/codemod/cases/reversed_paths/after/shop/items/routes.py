"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import Item


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

    @router.get("/stores/{store_id}/items/{item_id}")
    async def get_item(item_id: str, store_id: int) -> Item:
        """Look up an item of a store."""
        return await impl.get_item(item_id=item_id, store_id=store_id)

    @router.get("/a/{one:path}/b/{two:path}")
    async def get_between(two: str, one: str) -> Item:
        return await impl.get_between(two=two, one=one)

    return router
