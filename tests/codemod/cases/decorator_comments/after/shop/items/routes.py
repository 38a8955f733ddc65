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
        prefix="/v1",
        tags=["Items"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    # behind the bracket
    # inside
    # behind an argument
    # below the last
    # behind all of it
    @router.post("/items")
    async def add_item(request: AddItemRequest) -> Item:
        return await impl.add_item(request)

    @router.get("/items")
    async def list_items() -> list[Item]:
        return await impl.list_items()

    # behind the decorator
    @router.get("/items/{name}")
    async def get_item(name: str) -> Item:
        """Get an item.
        # the end of a string
        """
        return await impl.get_item(name=name)

    # The route alone.
    @router.get("/items/{name}/count")
    async def count_item(name: str) -> int:
        return await impl.count_item(name=name)

    # A route that clients know: a POST would be better.
    @router.get("/items/{name}/sold")
    async def sell_item(name: str) -> int:
        return await impl.sell_item(name=name)

    # Old clients call it.
    @router.get("/stock", deprecated=True)
    # The one of today.
    @router.get("/items/stock")
    async def stock() -> int:
        return await impl.stock()

    return router
