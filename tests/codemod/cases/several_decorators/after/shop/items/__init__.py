"""The Items API."""

from .api import Items
from .models import V1, V1ALPHA, AddItemRequest, ChangeItemRequest, Item

__all__ = ["V1", "V1ALPHA", "AddItemRequest", "ChangeItemRequest", "Item", "Items"]
