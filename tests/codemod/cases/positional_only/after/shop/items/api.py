"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddPartRequest, Item


class Items(Protocol):
    async def get_item(self, item_id: str, /) -> Item: ...

    async def add_part(self, item_id: str, request: AddPartRequest) -> Item: ...
