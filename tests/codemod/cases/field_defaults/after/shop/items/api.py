"""The Items API, without HTTP."""

from typing import Protocol

from pydantic import Field

from .models import AddItemRequest, AddItemsRequest, Item, RemoveItemRequest


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item:
        """Add an item."""
        ...

    async def add_items(self, request: AddItemsRequest) -> list[Item]: ...

    async def remove_item(
        self,
        name: str,
        request: RemoveItemRequest,
        names: list[str] | None = None,
        share: float = Field(default=0.5, gt=0),
    ) -> None: ...
