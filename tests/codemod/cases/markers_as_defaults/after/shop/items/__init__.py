"""The Items API."""

from .api import Items
from .models import DrawItemRequest, GetItemRequest, Item, caller

__all__ = ["DrawItemRequest", "GetItemRequest", "Item", "Items", "caller"]
