"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, extra_body, standard_responses
from .api import Items
from .models import AddItemRequest, ChangeItemRequest


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

    @router.post(
        "/items",
        openapi_extra={
            "x-required-scope": "items.write",
            **extra_body(AddItemRequest, "x-extra-body-params"),
        },
    )
    async def add_item(request: AddItemRequest) -> str:
        return await impl.add_item(request)

    @router.post(
        "/items/{item_id}",
        openapi_extra=extra_body(ChangeItemRequest, "x-extra-body-params"),
    )
    async def change_item(item_id: str, request: ChangeItemRequest) -> str:
        """Change an item."""
        return await impl.change_item(item_id=item_id, request=request)

    return router
