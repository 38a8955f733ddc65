"""The router of the Items API."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Query

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import AFTER, ListItemsRequest, LoadItemRequest, MoveItemRequest


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

    @router.get("/items")
    async def list_items(
        limit: Annotated[int, Query()] = 25,
        cursor: Annotated[str | None, Query(alias=AFTER)] = None,
        kind: Annotated[str | None, Query(alias="filter[kind]")] = None,
    ) -> list[str]:
        request = ListItemsRequest(limit=limit, after=cursor, **{"filter[kind]": kind})
        return await impl.list_items(request)

    @router.post("/items/move")
    async def move_item(request: MoveItemRequest) -> str:
        return await impl.move_item(request)

    @router.post("/items/load")
    async def load_item(
        name: Annotated[str, Form(alias="itemName")], picture: Annotated[bytes, File()]
    ) -> str:
        request = LoadItemRequest(itemName=name)
        return await impl.load_item(request=request, picture=picture)

    return router
