"""The Items API, without HTTP."""

from typing import Protocol

from .models import Filter, ListItemsRequest, Page


class Items(Protocol):
    async def list_items(
        self, request: ListItemsRequest, filter: Filter | None = None
    ) -> Page:
        """List items.

        :param filter: Only such items.
        """
        ...
