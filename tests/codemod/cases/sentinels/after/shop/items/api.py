"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, ListItemsRequest, Page


class Items(Protocol):
    async def list_items(self, request: ListItemsRequest) -> Page:
        """List items."""
        ...

    async def add_item(self, request: AddItemRequest) -> Page: ...
