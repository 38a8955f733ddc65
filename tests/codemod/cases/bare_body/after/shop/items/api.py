"""The Items API, without HTTP."""

from typing import Annotated, Protocol

from fastapi import Body

from .models import Item


class Items(Protocol):
    async def add_item(self, params: Annotated[Item, Body(...)]) -> Item:
        """Add an item.

        :param params: The item.
        """
        ...

    async def change_item(self, item_id: str, params: Annotated[Item, Body(...)]) -> Item: ...
