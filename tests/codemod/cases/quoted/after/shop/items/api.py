"""The Items API, without HTTP."""

from typing import Annotated, Optional, Protocol

from fastapi import Body

from .models import ChangeItemRequest, Item, KindsRequest


class Items(Protocol):
    async def change_item(
        self, item_id: "str", request: ChangeItemRequest
    ) -> "Item": ...

    async def add_item(self, item: Annotated["Item", Body()]) -> list["Item"]: ...

    async def kinds(self, request: KindsRequest) -> Optional["dict[str, Item]"]: ...
