"""The Items API."""

from .api import Items
from .models import AddItemRequest, Field, ItemsAddItemRequest

__all__ = ["AddItemRequest", "Field", "Items", "ItemsAddItemRequest"]
