"""Items of the shop."""

from .api import Items
from .models import AddItemRequest, Item

__all__ = ["Item", "Items", "AddItemRequest"]
