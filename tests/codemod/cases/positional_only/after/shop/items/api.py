"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddPartRequest, ChangeItemRequest, Item, RemoveItemsRequest


class Items(Protocol):
    async def get_item(self, item_id: str, /) -> Item: ...

    async def add_part(self, item_id: str, request: AddPartRequest) -> Item: ...

    async def change_item(self, item_id: str, request: ChangeItemRequest) -> Item: ...

    async def remove_items(self, request: RemoveItemsRequest) -> Item: ...
