"""The router of the Items API."""

from typing import Annotated

from fastapi import (
    APIRouter,
    Body,
    Cookie,
    Depends,
    File,
    Form,
    Header,
    Path,
    Query,
    UploadFile,
)

from ..router_contract import ContractRoute, standard_responses
from .api import Items
from .models import DrawItemRequest, GetItemRequest, Item, caller


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

    @router.post("/items")
    async def add_item(item: Annotated[Item, Body()]) -> Item:
        return await impl.add_item(item=item)

    @router.post("/items/changed")
    async def change_item(
        item: Annotated[Item, Body(embed=False)],
        mark: Annotated[str, Header(description="Which mark."), "kept"],
    ) -> Item:
        """Change it."""
        return await impl.change_item(item=item, mark=mark)

    @router.get("/items/{name}")
    async def get_item(
        name: Annotated[str, Path(description="Its name")],
        request: Annotated[GetItemRequest, Query()],
        user: Annotated[str, Depends(caller)],
        mark: Annotated[str | None, Header()] = None,
        seen: Annotated[str, Cookie()] = "no",
    ) -> Item:
        return await impl.get_item(
            name=name, request=request, mark=mark, seen=seen, user=user
        )

    @router.post("/items/{name}/picture")
    async def draw_item(
        name: str,
        picture: Annotated[UploadFile, File()],
        mark: Annotated[str, Header(description="What kind")] = "a",
        title: Annotated[str, Form()] = "none",
    ) -> None:
        request = DrawItemRequest(title=title)
        return await impl.draw_item(
            name=name, request=request, mark=mark, picture=picture
        )

    return router
