"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from .api import Items
from .models import DEFAULT, AddItemRequest, Item, _private

try:
    import orjson
except ImportError:
    orjson = None

__all__ = ["DEFAULT", "AddItemRequest", "Item", "Items", "orjson"]
