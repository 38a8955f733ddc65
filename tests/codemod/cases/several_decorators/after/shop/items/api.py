"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, ChangeItemRequest, Item


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def get_item(self) -> Item: ...

    async def health(self) -> Item: ...

    async def change_item(self, name: str, request: ChangeItemRequest) -> Item: ...
