"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AddItemRequest, Item


def create_router(impl: Items) -> APIRouter:
    """Create the router of the Items API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        tags=["Items"], responses=standard_responses, route_class=ContractRoute
    )

    @router.post("/items")
    async def add_item(request: AddItemRequest) -> Item:
        return impl.add_item(request)

    return router
