"""The Items and OldItems APIs, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, AddOldItemRequest, Item


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...


class OldItems(Protocol):
    async def add_old_item(self, request: AddOldItemRequest) -> Item: ...
