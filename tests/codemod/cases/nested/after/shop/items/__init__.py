"""Items of the shop."""

from . import items  # noqa: F401
from .api import Items
from .models import AddItemRequest, Item

__all__ = ["Item", "Items", "AddItemRequest"]
