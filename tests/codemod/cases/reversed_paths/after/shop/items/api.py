"""The Items API, without HTTP."""

from typing import Protocol

from .models import Item


class Items(Protocol):
    async def get_item(self, item_id: str, store_id: int) -> Item:
        """Look up an item of a store."""
        ...

    async def get_between(self, two: str, one: str) -> Item: ...
