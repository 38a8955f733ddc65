"""The router of the Items API."""

from typing import Any

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AddItemRequest


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

    @router.post("/items/{name}")
    async def add_item(name: Any, request: AddItemRequest | None = None):
        """Add an item."""
        request = request or AddItemRequest()
        return impl.add_item(name=name, request=request)

    return router
