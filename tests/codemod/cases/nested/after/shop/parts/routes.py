"""The router of the Parts API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Parts
from .models import AddPartRequest, Part


def create_router(impl: Parts) -> APIRouter:
    """Create the router of the Parts API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Parts"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/parts")
    async def add_part(request: AddPartRequest) -> Part:
        return await impl.add_part(request)

    return router
