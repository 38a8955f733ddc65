"""The Items API, without HTTP."""

from typing import Protocol

from .models import Item


class Items(Protocol):
    async def add_item(self, params: Item) -> Item:
        """Add an item.

        :param params: The item.
        """
        ...

    async def change_item(self, item_id: str, params: Item) -> Item: ...
