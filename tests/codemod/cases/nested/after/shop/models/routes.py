"""The router of the Models API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Models
from .schemas import AddModelRequest, Model


def create_router(impl: Models) -> APIRouter:
    """Create the router of the Models API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Models"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/models")
    async def add_model(request: AddModelRequest) -> Model:
        return await impl.add_model(request)

    return router
