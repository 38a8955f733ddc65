"""The Items API."""

from .api import Items
from .models import AddItemRequest, Item

__all__ = ["AddItemRequest", "Item", "Items"]
