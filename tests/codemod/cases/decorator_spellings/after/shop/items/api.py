"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, AddItemsRequest, Item


class Items(Protocol):
    async def get_item(self, name: str) -> Item: ...

    async def list_items(self) -> list[Item]: ...

    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def add_items(self, request: AddItemsRequest) -> list[Item]: ...

    async def remove_item(self, name: str) -> None: ...
