"""The Items API."""

from .api import Items
from .models import ChangeItemRequest, GetItemRequest, Page

__all__ = ["ChangeItemRequest", "GetItemRequest", "Items", "Page"]
