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

    @router.get("/items/{item_id:path}/history")
    async def check_history(item_id: str) -> Item:
        return await impl.check_history(item_id=item_id)

    @router.get("/items/{item_id:path}")
    async def get_item(item_id: str) -> Item:
        return await impl.get_item(item_id=item_id)

    return router
