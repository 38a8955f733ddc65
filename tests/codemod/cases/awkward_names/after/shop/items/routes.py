"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, Path

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AddRequest, AskRequest, CallRequest, Item


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

    @router.post("/items/call")
    async def call(request: CallRequest) -> Item:
        """Call an item."""
        return await impl.call(request)

    @router.post("/items/requests")
    async def ask(request: AskRequest) -> Item:
        """Ask for an item."""
        return await impl.ask(request)

    @router.get("/items/{name}", name="list")
    async def list_(name: Annotated[str, Path(description="The name.")]) -> Item:
        """List."""
        return await impl.list(name=name)

    @router.get("/items/requests/{request}")
    async def asked(request: str) -> Item:
        return await impl.asked(request=request)

    @router.post("/items")
    async def add(request: AddRequest) -> Item:
        return await impl.add(request)

    return router
