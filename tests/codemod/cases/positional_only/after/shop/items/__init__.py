"""The Items API."""

from .api import Items
from .models import AddPartRequest, ChangeItemRequest, Item, RemoveItemsRequest

__all__ = ["AddPartRequest", "ChangeItemRequest", "Item", "Items", "RemoveItemsRequest"]
