"""The router of the Orders API."""

from fastapi import APIRouter

from ..router_contract import ContractRoute, standard_responses
from .api import Orders
from .models import Order, PlaceOrderRequest


def create_router(impl: Orders) -> APIRouter:
    """Create the router of the Orders API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Orders"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/orders")
    async def place_order(request: PlaceOrderRequest) -> Order:
        return await impl.place_order(request)

    return router
