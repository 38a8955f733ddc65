"""The Items API."""

from .api import Items
from .models import (
    AnyItemsRequest,
    FindItemsRequest,
    GetItemRequest,
    ListItemsRequest,
    NewestRequest,
    Part,
    RemoveMappedRequest,
    Size,
    SizedItemsRequest,
)

__all__ = [
    "AnyItemsRequest",
    "FindItemsRequest",
    "GetItemRequest",
    "Items",
    "ListItemsRequest",
    "NewestRequest",
    "Part",
    "RemoveMappedRequest",
    "Size",
    "SizedItemsRequest",
]
