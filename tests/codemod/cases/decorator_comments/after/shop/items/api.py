"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddItemRequest, Item, timed


class Items(Protocol):
    # ---- reading ----

    # Above the method.
    async def list_items(self) -> list[Item]: ...

    async def get_item(self, name: str) -> Item:
        """Get an item.
        # the end of a string"""

    # ---------
    # Writing
    # ---------
    # Above the function.
    async def add_item(self, request: AddItemRequest) -> Item: ...

    # About what is timed.
    @timed
    async def count_item(self, name: str) -> int: ...

    # About what is timed, again.
    @timed
    async def sell_item(self, name: str) -> int: ...

    async def stock(self) -> int: ...
