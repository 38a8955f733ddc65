"""The Items API, without HTTP."""

from typing import Annotated, Protocol

from fastapi import UploadFile

from .models import DrawItemRequest, GetItemRequest, Item


class Items(Protocol):
    async def add_item(self, item: Item) -> Item: ...

    async def get_item(
        self,
        name: str,
        request: GetItemRequest,
        mark: str | None = None,
        seen: str = "no",
        *,
        user: str,
    ) -> Item: ...

    async def draw_item(
        self,
        name: str,
        request: DrawItemRequest,
        mark: str = "a",  # for apples
        *,
        picture: UploadFile,  # the picture
    ) -> None: ...

    async def change_item(self, item: "Item", mark: "Annotated[str, 'kept']") -> Item:
        """Change it.

        :param mark: Which mark.
        """
