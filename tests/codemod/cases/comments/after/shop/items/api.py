# Copyright the shop.
# SPDX-License-Identifier: MIT

"""The Items API, without HTTP."""

# Why typing is imported.
from typing import (
    # A protocol.
    Protocol,  # noqa: UP035
    runtime_checkable,
)

from .models import AddItemRequest, CountItemsRequest, FindItemsRequest, Item


@runtime_checkable
class Items(Protocol):
    # Above the first method.
    async def add_item(  # behind the bracket
        self,
        request: AddItemRequest,
        # below count
    ) -> Item:  # behind the signature
        """Add an item."""
        # in the body
        ...

    async def count_items(  # opening
        self,  # the service
        request: CountItemsRequest,
        # below all
    ) -> int:  # the number
        ...

    async def find_items(self, request: FindItemsRequest) -> int:
        """Find items."""
        ...

    async def get_item(
        self,
        item_id: str,  # behind item_id
    ) -> Item: ...

    # the last line of Items


# The last line of the file.
