"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import V1, V1ALPHA, AddItemRequest, ChangeItemRequest, Item


def create_router(impl: Items) -> APIRouter:
    """Create the router of the Items API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        tags=["Items"], responses=standard_responses, route_class=ContractRoute
    )

    # Old clients still call the first.
    @router.post(f"/{V1}/openai/v1/items", deprecated=True)
    # Behind the first.
    # the route of today
    @router.post(
        f"/{V1}/items",
        openapi_extra={
            "x-required-scope": "items.write",
            "x-descriptive-name": "add an item",
        },
    )
    async def add_item(request: AddItemRequest) -> Item:
        return await impl.add_item(request)

    @router.get(f"/{V1ALPHA}/items", openapi_extra={"x-public": True})
    async def get_item() -> Item:
        return await impl.get_item()

    @router.get("/health", openapi_extra={"x-public": True})
    async def health() -> Item:
        return await impl.health()

    @router.post(f"/{V1}/items/{{name}}")
    async def change_item(name: str, request: ChangeItemRequest) -> Item:
        return await impl.change_item(name=name, request=request)

    return router
