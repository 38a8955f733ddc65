from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    """Items of the shop."""

    @webmethod(route="/items/refresh", method="POST", level="v1")
    async def refresh(self) -> Item:
        """Refresh all items.

        :returns: The newest.
        """
        ...

    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str) -> Item:
        """Look up an item.

        :param item_id: The id of the item.
        :returns: The item.
        """
        ...

    @webmethod(route="/items/{item_id}/touch", method="POST", level="v1")
    async def touch(self, item_id: str) -> Item: ...
