"""The Items API."""

from .api import Items
from .models import PAGE, ListItemsRequest, ListPartsRequest, Order, Page

__all__ = ["PAGE", "Items", "ListItemsRequest", "ListPartsRequest", "Order", "Page"]
