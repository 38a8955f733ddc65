"""The Items API."""

from .api import Items
from .models import AddRequest, AskRequest, CallRequest, Extra, Item

__all__ = ["AddRequest", "AskRequest", "CallRequest", "Extra", "Item", "Items"]
