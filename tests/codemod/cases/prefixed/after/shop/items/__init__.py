"""The Items API."""

from .api import Items
from .models import ListItemsRequest

__all__ = ["Items", "ListItemsRequest"]
