"""The Items API."""

from .api import Items
from .models import AddItemRequest

__all__ = ["AddItemRequest", "Items"]
