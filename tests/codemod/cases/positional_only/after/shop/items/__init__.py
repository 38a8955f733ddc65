"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddPartRequest, ChangeItemRequest, Item, RemoveItemsRequest

__all__ = [
    "AddPartRequest",
    "BaseModel",
    "ChangeItemRequest",
    "Item",
    "Items",
    "Protocol",
    "RemoveItemsRequest",
    "webmethod",
]
