"""The Items API."""

from .api import Items
from .models import AddItemRequest, Item, timed

__all__ = ["AddItemRequest", "Item", "Items", "timed"]
