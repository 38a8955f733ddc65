"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, ChangeItemRequest


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> str: ...

    async def change_item(self, item_id: str, request: ChangeItemRequest) -> str:
        """Change an item."""
        ...
