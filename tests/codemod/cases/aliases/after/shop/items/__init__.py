"""Items, whose clients call some parameters otherwise than code does."""

from .api import Items, MemoryItems
from .models import AFTER, Kind, ListItemsRequest, LoadItemRequest, MoveItemRequest

__all__ = [
    "AFTER",
    "Items",
    "Kind",
    "ListItemsRequest",
    "LoadItemRequest",
    "MemoryItems",
    "MoveItemRequest",
]
