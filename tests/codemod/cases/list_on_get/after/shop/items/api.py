"""The Items API, without HTTP."""

from typing import Protocol

from .models import GetItemRequest, Page


class Items(Protocol):
    async def get_item(self, item_id: str, request: GetItemRequest) -> Page: ...
