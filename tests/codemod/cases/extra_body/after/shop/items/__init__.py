"""The Items API."""

from .api import Items
from .models import AddItemRequest, ChangeItemRequest, Guard, Hidden

__all__ = ["AddItemRequest", "ChangeItemRequest", "Guard", "Hidden", "Items"]
