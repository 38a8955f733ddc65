"""The Items API, without HTTP."""

from typing import Protocol

from .models import ListItemsRequest, ListPartsRequest, Page


class Items(Protocol):
    async def list_items(self, request: ListItemsRequest) -> Page:
        """List items.

        :returns: A page.
        """
        ...

    async def list_parts(self, item_id: str, request: ListPartsRequest) -> Page: ...
