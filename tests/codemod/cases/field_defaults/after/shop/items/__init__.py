"""The Items API."""

from .api import Items
from .models import (
    DAY,
    NOT_GIVEN,
    AddItemRequest,
    AddItemsRequest,
    Item,
    RemoveItemRequest,
)

__all__ = [
    "DAY",
    "NOT_GIVEN",
    "AddItemRequest",
    "AddItemsRequest",
    "Item",
    "Items",
    "RemoveItemRequest",
]
