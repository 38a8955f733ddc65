"""The Items API."""

from .api import Items
from .models import BASE, AddItemRequest, AddItemsRequest, Item, posting

__all__ = ["BASE", "AddItemRequest", "AddItemsRequest", "Item", "Items", "posting"]
