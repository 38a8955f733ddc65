"""The Items API, without HTTP."""

from typing import Protocol

from .models import Item


class Items(Protocol):
    """Items of the shop."""

    async def refresh(self) -> Item:
        """Refresh all items.

        :returns: The newest.
        """
        ...

    async def get_item(self, item_id: str) -> Item:
        """Look up an item.

        :param item_id: The id of the item.
        :returns: The item.
        """
        ...

    async def touch(self, item_id: str) -> Item: ...
