"""The Items API."""

from .api import Items
from .models import ABSENT, NOT_GIVEN, Absent, AddItemRequest, ListItemsRequest, Page

__all__ = [
    "ABSENT",
    "NOT_GIVEN",
    "Absent",
    "AddItemRequest",
    "Items",
    "ListItemsRequest",
    "Page",
]
