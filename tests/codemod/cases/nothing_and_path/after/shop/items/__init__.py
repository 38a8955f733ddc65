"""The Items API."""

from .api import Items
from .models import Item

__all__ = ["Item", "Items"]
