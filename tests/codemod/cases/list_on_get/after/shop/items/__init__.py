"""The Items API."""

from .api import Items
from .models import GetItemRequest, Page

__all__ = ["GetItemRequest", "Items", "Page"]
