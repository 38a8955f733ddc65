"""The Items API, without HTTP."""

from typing import Any, Protocol

from .models import (
    AnyItemsRequest,
    FindItemsRequest,
    GetItemRequest,
    ListItemsRequest,
    NewestRequest,
    Part,
    RemoveMappedRequest,
    SizedItemsRequest,
)


class Items(Protocol):
    async def get_item(
        self, item_id: str, request: GetItemRequest, include: list[Part] | None = None
    ) -> list[Part]:
        """Get an item.

        :param include: What to include.
        """
        ...

    async def list_items(
        self, request: ListItemsRequest, json: bool = False
    ) -> list[str]: ...

    async def remove_items(self, ids: list[int]) -> None: ...

    async def find_items(self, request: FindItemsRequest) -> list[str]: ...

    async def sized_items(
        self, request: SizedItemsRequest, limit: int = 20
    ) -> list[str]: ...

    async def any_items(self, request: AnyItemsRequest) -> list[str]: ...

    async def remove_mapped(
        self, request: RemoveMappedRequest, filter: dict[str, Any] | None = None
    ) -> None: ...

    async def newest(self, request: NewestRequest) -> list[str]: ...
