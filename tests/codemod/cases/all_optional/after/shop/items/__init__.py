"""The Items API."""

from .api import Items
from .models import AddItemRequest, ChangeItemRequest, Item

__all__ = ["AddItemRequest", "ChangeItemRequest", "Item", "Items"]
