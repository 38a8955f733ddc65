"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, Item, ListItemsRequest


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def list_items(self, request: ListItemsRequest) -> list[Item]: ...
