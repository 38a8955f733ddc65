"""The Items API, without HTTP."""

from typing import Protocol

from .models import BareRequest, ChangeItemCall, GetItemRequest, Item, ListPartsCall


class Items(Protocol):
    async def get_item(self, request: GetItemRequest) -> Item: ...

    async def change_item(self, request: ChangeItemCall) -> Item: ...

    async def list_parts(self, request: ListPartsCall) -> Item: ...

    async def bare(self, request: BareRequest, item: Item) -> Item: ...
