"""The Items API, without HTTP."""

from typing import Optional, Protocol

from .models import ChangeItemRequest, Item, KindsRequest


class Items(Protocol):
    async def change_item(
        self, item_id: "str", request: ChangeItemRequest
    ) -> "Item": ...

    async def add_item(self, item: "Item") -> list["Item"]: ...

    async def kinds(self, request: KindsRequest) -> Optional["dict[str, Item]"]: ...
