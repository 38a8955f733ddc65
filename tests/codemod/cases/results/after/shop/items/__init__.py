"""The Items API."""

from .api import Items
from .models import AddItemRequest, Page, RemoveOldRequest

__all__ = ["AddItemRequest", "Items", "Page", "RemoveOldRequest"]
