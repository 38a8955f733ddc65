"""The Items and OldItems APIs."""

from .api import Items, OldItems
from .models import AddItemRequest, AddOldItemRequest, Item

__all__ = ["AddItemRequest", "AddOldItemRequest", "Item", "Items", "OldItems"]
