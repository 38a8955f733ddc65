from typing import Annotated, Protocol

from fastapi import Body, Cookie, Depends, File, Form, Header, Path, Query, UploadFile
from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    name: str


def caller() -> str:
    return "me"


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, item: Item = Body(...)) -> Item: ...

    @webmethod(route="/items/{name}", method="GET", level="v1")
    async def get_item(
        self,
        name: str = Path(..., description="Its name"),
        limit: int = Query(20, ge=1),
        after: str | None = Query(None),
        mark: str | None = Header(None),
        seen: str = Cookie(default="no"),
        user: str = Depends(caller),
    ) -> Item: ...

    @webmethod(route="/items/{name}/picture", method="PUT", level="v1")
    async def draw_item(
        self,
        name: str,
        mark: str = Header(
            "a",  # for apples
            description="What kind",
        ),
        picture: UploadFile = File(...),  # the picture
        title: str = Form("none"),
    ) -> None: ...

    @webmethod(route="/items/changed", method="POST", level="v1")
    async def change_item(
        self, item: "Annotated[Item, Body(embed=False)]", mark: "Annotated[str, Header(), 'kept']"
    ) -> Item:
        """Change it.

        :param mark: Which mark.
        """
