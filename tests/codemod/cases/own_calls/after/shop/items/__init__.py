"""Items, and what is made of them."""

from typing import TYPE_CHECKING

from .api import Items, MemoryItems, Orders, later
from .models import (
    AddItemRequest,
    AddTwiceRequest,
    Item,
    ListItemsRequest,
    OrderRequest,
)

if TYPE_CHECKING:

    def is_checked(items: "Items") -> object:
        return items.add_item(AddItemRequest(name="cup"))

__all__ = [
    "AddItemRequest",
    "AddTwiceRequest",
    "Item",
    "Items",
    "ListItemsRequest",
    "MemoryItems",
    "OrderRequest",
    "Orders",
    "later",
]
