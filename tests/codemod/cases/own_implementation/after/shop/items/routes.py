"""The router of the Items API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import AddItemRequest, Items


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

    @router.post("/items")
    async def add_item(request: AddItemRequest) -> str:
        return await impl.add_item(request)

    @router.delete("/items/{name}", status_code=204)
    async def drop_item(name: str) -> None:
        return await impl.drop_item(name=name)

    return router
