"""The Items API."""

from .api import Items
from .models import AddRequest, CallRequest, Extra, Item

__all__ = ["AddRequest", "CallRequest", "Extra", "Item", "Items"]
