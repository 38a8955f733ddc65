"""The router of the Sorted API."""

from fastapi import APIRouter

from ...router_contract import ContractRoute, standard_responses
from .api import Sorted
from .models import SortListRequest


def create_router(impl: Sorted) -> APIRouter:
    """Create the router of the Sorted API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Sorted"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/sorted")
    async def sort_list(request: SortListRequest) -> str:
        return await impl.sort_list(request)

    return router
