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

    @router.get(
        "/items/{name}",
        deprecated=True,
        openapi_extra={"x-public": True, "x-response-examples": [{"name": "a"}]},
    )
    async def get_item(name: str) -> Item:
        """Look up an item."""
        return await impl.get_item(name=name)

    @router.post("/items", openapi_extra={"x-request-examples": [{"name": "a"}]})
    async def add_item(request: AddItemRequest) -> Item:
        """Add an item."""
        return await impl.add_item(request)

    return router
