"""The Items API, without HTTP."""

from typing import Protocol

from .models import Item


class Items(Protocol):
    async def get_item(self, item_id: str) -> Item: ...

    async def check_history(self, item_id: str) -> Item: ...
