"""The Items API, without HTTP."""

from typing import Protocol

from .models import ChangeItemRequest, GetItemRequest, Page


class Items(Protocol):
    async def get_item(self, item_id: str, request: GetItemRequest) -> Page: ...

    async def change_item(self, item_id: str, request: ChangeItemRequest) -> Page: ...
