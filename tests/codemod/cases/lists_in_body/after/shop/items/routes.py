"""The router of the Items API."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query

from ..router_contract import (
    ContractRoute,
    documented_in_query,
    lists_in_body,
    standard_responses,
)
from .api import Items
from .models import (
    AnyItemsRequest,
    FindItemsRequest,
    GetItemRequest,
    ListItemsRequest,
    NewestRequest,
    Part,
    RemoveMappedRequest,
    SizedItemsRequest,
)


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

    @documented_in_query(router, "include")
    @router.get("/items/{item_id}")
    async def get_item(
        item_id: str,
        request: Annotated[GetItemRequest, Query()],
        include: Annotated[
            list[Part] | None, Body(description="What to include.")
        ] = None,
    ) -> list[Part]:
        """Get an item."""
        return await impl.get_item(item_id=item_id, request=request, include=include)

    @documented_in_query(router, "ids", "tags")
    @router.get("/old/items", deprecated=True)
    @router.get("/items")
    async def list_items(
        request: ListItemsRequest, json: Annotated[bool, Query()] = False
    ) -> list[str]:
        return await impl.list_items(request=request, json=json)

    @documented_in_query(router, "ids")
    @router.delete("/items", status_code=204)
    async def remove_items(ids: Annotated[list[int], Body()]) -> None:
        return await impl.remove_items(ids=ids)

    @documented_in_query(router, "schema")
    @router.get("/found")
    async def find_items(request: FindItemsRequest) -> list[str]:
        return await impl.find_items(request)

    @documented_in_query(router, "ids")
    @router.get("/sized")
    async def sized_items(
        request: SizedItemsRequest, limit: Annotated[int, Query()] = 20
    ) -> list[str]:
        return await impl.sized_items(request=request, limit=limit)

    @documented_in_query(router, "ids", "tags")
    @router.get("/any")
    async def any_items(request: AnyItemsRequest | None = None) -> list[str]:
        request = request or AnyItemsRequest()
        return await impl.any_items(request)

    @router.delete("/mapped", status_code=204)
    async def remove_mapped(
        request: Annotated[RemoveMappedRequest, Query()],
        filter: dict[str, Any] | None = None,
    ) -> None:
        return await impl.remove_mapped(request=request, filter=filter)

    @router.get("/newest", dependencies=[Depends(lists_in_body("include"))])
    async def newest(request: Annotated[NewestRequest, Query()]) -> list[str]:
        return await impl.newest(request)

    return router
