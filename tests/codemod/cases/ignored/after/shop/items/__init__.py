"""The Items API."""

from .api import Items
from .models import AddItemRequest, Item, OddItemRequest

__all__ = ["AddItemRequest", "Item", "Items", "OddItemRequest"]
