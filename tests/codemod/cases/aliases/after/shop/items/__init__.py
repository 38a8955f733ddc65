"""Items, whose clients call some parameters otherwise than code does."""

from .api import Items, MemoryItems
from .models import AFTER, ListItemsRequest, LoadItemRequest, MoveItemRequest

__all__ = [
    "AFTER",
    "Items",
    "ListItemsRequest",
    "LoadItemRequest",
    "MemoryItems",
    "MoveItemRequest",
]
