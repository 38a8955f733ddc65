"""The Items API, without HTTP."""

from typing import Protocol

from .models import Field, ItemsAddItemRequest


class Items(Protocol):
    async def add_item(self, request: ItemsAddItemRequest) -> Field:
        """Add an item."""
        ...

    async def get_item(self, name: str) -> Field:
        """Get an item.

        :param name: The name.
        """
        ...
