"""The router of the Items API."""

from fastapi import APIRouter

from ..http import LEVEL
from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import BASE, AddItemRequest, AddItemsRequest, Item


def create_router(impl: Items) -> APIRouter:
    """Create the router of the Items API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix=f"/{LEVEL}",
        tags=["Items"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/items/all")
    async def add_items(request: AddItemsRequest) -> list[Item]:
        return await impl.add_items(request)

    @router.get(f"{BASE}/{{name}}")
    async def get_item(name: str) -> Item:
        return await impl.get_item(name=name)

    @router.post(BASE)
    async def add_item(request: AddItemRequest) -> Item:
        return await impl.add_item(request)

    @router.get(BASE)
    async def list_items() -> list[Item]:
        return await impl.list_items()

    @router.delete("/items/{name}", status_code=204)
    async def remove_item(name: str) -> None:
        return await impl.remove_item(name=name)

    return router
