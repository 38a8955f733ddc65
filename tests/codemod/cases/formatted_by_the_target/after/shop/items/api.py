"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, Item


class Items(Protocol):
    async def add_item(
        self, request: AddItemRequest
    ) -> Item:
        """Add an item."""
        ...

    async def get_item(self, item_id: str) -> Item:
        """Get an item.

        :param item_id: Its number, which does not fit on one line of sixty, either.
        """
        ...
