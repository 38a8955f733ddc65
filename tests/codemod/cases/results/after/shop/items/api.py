"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, Page, RemoveOldRequest


class Items(Protocol):
    async def list_items(self) -> Page: ...

    async def add_item(self, request: AddItemRequest) -> None: ...

    async def remove_item(self, item_id: str) -> None: ...

    async def remove_old(self, item_id: str, request: RemoveOldRequest) -> Page: ...
