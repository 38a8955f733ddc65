"""The router of the Parts API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Parts
from .models import AddPartRequest


def create_router(impl: Parts) -> APIRouter:
    """Create the router of the Parts API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        tags=["Parts"], responses=standard_responses, route_class=ContractRoute
    )

    @router.get("/v1/parts")
    async def list_parts() -> list[str]:
        return await impl.list_parts()

    @router.post("/v1alpha/parts")
    async def add_part(request: AddPartRequest) -> str:
        return await impl.add_part(request)

    return router
