"""The router of the Lists API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Lists
from .models import AddListRequest


def create_router(impl: Lists) -> APIRouter:
    """Create the router of the Lists API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Lists"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/lists")
    async def add_list(request: AddListRequest) -> str:
        return await impl.add_list(request)

    return router
