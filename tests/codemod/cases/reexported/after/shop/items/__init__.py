"""The Items API."""

from .api import Items
from .models import AddItemRequest, Item, ListItemsRequest

__all__ = ["AddItemRequest", "Item", "Items", "ListItemsRequest"]
