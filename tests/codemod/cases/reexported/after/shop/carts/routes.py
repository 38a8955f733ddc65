"""The router of the Carts API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Carts
from .models import FillCartRequest


def create_router(impl: Carts) -> APIRouter:
    """Create the router of the Carts API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Carts"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/carts")
    async def fill_cart(request: FillCartRequest) -> None:
        return await impl.fill_cart(request)

    return router
