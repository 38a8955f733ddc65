"""The Items API."""

from .api import Items
from .models import (
    AddItemRequest,
    ChangeItemRequest,
    Item,
    NameItemRequest,
    TagItemRequest,
)

__all__ = [
    "AddItemRequest",
    "ChangeItemRequest",
    "Item",
    "Items",
    "NameItemRequest",
    "TagItemRequest",
]
