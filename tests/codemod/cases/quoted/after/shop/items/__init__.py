"""The Items API."""

from .api import Items
from .models import ChangeItemRequest, Item, KindsRequest

__all__ = ["ChangeItemRequest", "Item", "Items", "KindsRequest"]
