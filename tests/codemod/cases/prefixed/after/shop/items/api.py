"""The Items API, without HTTP."""

from typing import Protocol

from .models import ListItemsRequest


class Items(Protocol):
    """No route has a level: the server puts what is configured before each."""

    async def list_items(self, request: ListItemsRequest) -> list[str]: ...

    async def delete_item(self, item_id: str) -> None: ...
