"""The Items API, without HTTP."""

from typing import Protocol

from .models import (
    AddItemRequest,
    ChangeItemRequest,
    Item,
    NameItemRequest,
    TagItemRequest,
)


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def name_item(self, request: NameItemRequest) -> Item: ...

    async def tag_item(self, request: TagItemRequest) -> Item: ...

    async def change_item(self, item_id: str, request: ChangeItemRequest) -> Item: ...
