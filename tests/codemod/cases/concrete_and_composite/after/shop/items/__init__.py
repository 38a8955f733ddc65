"""The Items API."""

from .api import ItemProvider, Items, ItemStore, is_items
from .models import AddItemRequest, Item, RankRequest

__all__ = [
    "AddItemRequest",
    "Item",
    "ItemProvider",
    "ItemStore",
    "Items",
    "RankRequest",
    "is_items",
]
