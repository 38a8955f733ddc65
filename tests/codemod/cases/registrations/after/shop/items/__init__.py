"""The Items API."""

from .api import KINDS, Items
from .models import REGISTRY, AddItemRequest, Either, Item, register

__all__ = ["KINDS", "REGISTRY", "AddItemRequest", "Either", "Item", "Items", "register"]
