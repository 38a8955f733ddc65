"""The Items API."""

from .api import Items
from .models import Filter, ListItemsRequest, Page

__all__ = ["Filter", "Items", "ListItemsRequest", "Page"]
